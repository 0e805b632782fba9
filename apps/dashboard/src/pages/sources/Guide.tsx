import { Button } from '@mantine/core'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { CopyBlock } from './CopyBlock.tsx'
import { fillCommand, isOnlyHere } from './fill-command.ts'
import './Guide.css'
import { useShownUrl } from './shown-once.ts'
import type { Esp, Source } from './use-sources.ts'

interface Props {
  readonly source: Pick<Source, 'name' | 'secrets'>
  readonly esp: Esp
  /** Offers a new URL where this one has been told before. */
  readonly onNewUrl: () => void
}

/** What to do at the service, with the URL to take there. */
export function Guide({ source, esp, onNewUrl }: Props) {
  const { workspaceId } = useWorkspaceNow()
  const url = useShownUrl(workspaceId, source.name)
  return (
    <div className="guide">
      {url === undefined ? (
        <div className="guide-url">
          <p>
            The URL was shown when it was made, and cannot be shown again: only a hash of it is
            kept. If you do not have it any more, make a new one; the one before holds as well.
          </p>
          <Button size="xs" variant="default" onClick={onNewUrl}>
            Make a new URL …
          </Button>
        </div>
      ) : (
        <div className="guide-url">
          <p>
            The URL. It is shown <strong>now and never again</strong>: only a hash of it is kept.
          </p>
          <CopyBlock what="the URL" text={url} testId="hook-url" />
          {isOnlyHere(url) && (
            <p className="guide-warning">
              This is an address of your own network, which {esp.title} cannot reach. Open Airgraph
              under its public address, and set PUBLIC_URL; the test below works from this machine.
            </p>
          )}
        </div>
      )}
      <ol>
        {esp.guide.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <h3>Events to tick</h3>
      <ul className="guide-events">
        {esp.guide.events.map((event) => (
          <li key={event}>{event}</li>
        ))}
      </ul>
      <p className="guide-note">
        Opens and clicks are only reported where {esp.title} tracks them. Its menus may have moved
        since this was written.
      </p>
    </div>
  )
}

/** How to see that it works, without waiting for the next campaign. */
export function SendTest({ source, esp }: Omit<Props, 'onNewUrl'>) {
  const { workspaceId } = useWorkspaceNow()
  const url = useShownUrl(workspaceId, source.name)
  const { open, proven } = esp.guide.command
  const command = source.secrets > 0 || esp.secretRequired ? proven : open
  return (
    <div className="guide">
      <p>{esp.guide.test}</p>
      {command === null ? (
        <p className="guide-note">
          Nobody but {esp.title} can sign such a test, so there is no command for it.
        </p>
      ) : (
        <>
          <p>
            Or from a terminal, as {esp.title} would
            {command === proven && ', with your secret in place of YOUR-SECRET'}:
          </p>
          <CopyBlock
            what="the command"
            text={fillCommand(command, { url })}
            testId="test-command"
          />
          <p className="guide-note">
            It counts as one delivered message to airgraph-test@example.com, whom you can erase
            under Contacts.
          </p>
        </>
      )}
    </div>
  )
}
