import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import { Link } from '@tanstack/react-router'
import { useScopeSearch } from '../url/use-view.ts'
import './EmptyState.css'

/** Shown until the first event; then the page turns into itself. */
export function EmptyState({ workspace }: { readonly workspace: WorkspaceNow }) {
  const search = useScopeSearch()
  return (
    <section className="empty" aria-labelledby="empty-title" data-testid="empty">
      <h1 id="empty-title">No events yet</h1>
      <p>
        Airgraph shows what your senders report. Connect the first one, and this page comes alive
        with its first event.
      </p>
      <ol>
        <li>
          <strong>
            <Link to="/welcome" search={search}>
              Connect the service
            </Link>
          </strong>{' '}
          that sends your mail. On the command line:
          <code tabIndex={0}>
            npx airgraph source create --workspace {workspace.workspaceId} --esp brevo
          </code>
        </li>
        <li>
          <strong>Paste the address</strong> that you get into that service’s webhook settings, for
          every kind of event.
        </li>
        <li>
          <strong>Send yourself a message.</strong> It appears here within seconds.
        </li>
      </ol>
      <p className="empty-else">
        History and orders come{' '}
        <Link to="/imports" search={search}>
          from a file
        </Link>
        , events of your own through <code>POST /v1/events</code>; see{' '}
        <a href="/docs">the reference</a>.
      </p>
    </section>
  )
}
