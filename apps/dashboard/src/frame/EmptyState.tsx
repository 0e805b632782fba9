import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import './EmptyState.css'

/** Shown until the first event; then the page turns into the overview by itself. */
export const EmptyState = ({ workspace }: { workspace: WorkspaceNow }) => (
  <section className="empty" aria-labelledby="empty-title" data-testid="empty">
    <h1 id="empty-title">No events yet</h1>
    <p>
      Airgraph shows what your senders report. Connect the first one, and this page comes alive with
      its first event.
    </p>
    <ol>
      <li>
        <strong>Create a source</strong> for the service that sends your mail:
        <code>npx airgraph source create --workspace {workspace.workspaceId} --esp brevo</code>
      </li>
      <li>
        <strong>Paste the address</strong> that it prints into that service’s webhook settings, for
        every kind of event.
      </li>
      <li>
        <strong>Send yourself a message.</strong> It appears here within seconds.
      </li>
    </ol>
    <p className="empty-else">
      Other senders: sendgrid, ses, mailgun, postmark, resend, mailjet, sparkpost. Events of your
      own go to <code>POST /v1/events</code>, files through <code>npx airgraph import</code>; see{' '}
      <a href="/docs">the reference</a>.
    </p>
  </section>
)
