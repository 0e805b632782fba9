import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMe } from '../../api/me.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useScopeSearch } from '../../url/use-view.ts'
import { ConnectForm } from '../sources/ConnectForm.tsx'
import type { Listed } from '../sources/use-sources.ts'
import './Choose.css'
import { Progress } from './Progress.tsx'

interface Props extends Listed {
  /** Empty until one is chosen. */
  readonly espName: string
  readonly onChoose: (esp: string) => void
  readonly onMade: (source: string) => void
}

export function Choose({ esps, sources, espName, onChoose, onMade }: Props) {
  const chosen = esps.find(({ name }) => name === espName)
  const begun = sources.filter(({ firstEventAt }) => firstEventAt === null)
  return (
    <>
      <Progress at={0} />
      <div className="welcome-choose">
        <TileFrame
          title={chosen ? `Connect ${chosen.title}` : 'Which service sends your mail?'}
          testId="choose"
        >
          <div className="welcome-body">
            {chosen ? (
              <>
                <ConnectForm key={espName} {...{ esps, sources, espName, onMade }} />
                <Button variant="default" onClick={() => onChoose('')}>
                  Another service
                </Button>
              </>
            ) : (
              <>
                <ul className="welcome-esps">
                  {esps.map(({ name, title }) => (
                    <li key={name}>
                      <Button fullWidth variant="default" size="md" onClick={() => onChoose(name)}>
                        {title}
                      </Button>
                    </li>
                  ))}
                </ul>
                {begun.length > 0 && (
                  <p>
                    Begun before, and still waiting:{' '}
                    {begun.map(({ name }, i) => (
                      <span key={name}>
                        {i > 0 && ', '}
                        <button type="button" className="plain link" onClick={() => onMade(name)}>
                          go on with {name}
                        </button>
                      </span>
                    ))}
                    .
                  </p>
                )}
              </>
            )}
          </div>
        </TileFrame>
        <OtherWays />
      </div>
    </>
  )
}

function OtherWays() {
  const search = useScopeSearch()
  const { workspaceId } = useWorkspaceNow()
  const me = useMe(useQueryClient())
  const sample = me.data?.workspaces.find(({ id, sample: is }) => is && id !== workspaceId)
  return (
    <TileFrame title="Or another way" testId="other-ways">
      <ul className="welcome-ways">
        {sample && (
          <li>
            <Link to="/" search={{ workspace: sample.id }}>
              Explore the sample workspace
            </Link>
            <p>A year of a simulated shop’s mail, to see what there is to see.</p>
          </li>
        )}
        <li>
          <Link to="/imports" search={search}>
            Import a file
          </Link>
          <p>History and orders as CSV or NDJSON.</p>
        </li>
        <li>
          <a href="/docs">Report from your own code</a>
          <p>Any sender that is not in the list, through POST /v1/events.</p>
        </li>
        <li>
          <Link to="/sources" search={search}>
            Not now
          </Link>
          <p>This guide waits under Sources, with all that you have done.</p>
        </li>
      </ul>
    </TileFrame>
  )
}
