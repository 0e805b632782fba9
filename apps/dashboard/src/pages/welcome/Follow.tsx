import { Button } from '@mantine/core'
import { IconConfetti } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatMoment } from '../../format/moments.ts'
import { Answered } from '../../kit/Answered.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useScopeSearch } from '../../url/use-view.ts'
import { kindWords } from '../../words/kinds.ts'
import { AddSecret } from '../sources/AddSecret.tsx'
import { Arrivals } from '../sources/Arrivals.tsx'
import { Guide, SendTest } from '../sources/Guide.tsx'
import { NewUrl } from '../sources/Keys.tsx'
import { useSource } from '../sources/use-sources.ts'
import type { Esp, Source } from '../sources/use-sources.ts'
import './Follow.css'
import { allDone, Progress } from './Progress.tsx'

interface Props {
  readonly name: string
  readonly esps: readonly Esp[]
  readonly onBack: () => void
}

/** A source was made: its URL is pasted, a test is sent, and it arrives. */
export function Follow({ name, esps, onBack }: Props) {
  const answered = useSource(name)
  return (
    <Answered of={answered} skeleton={<TableSkeleton rows={6} />}>
      {(source) => {
        const esp = esps.find((one) => one.name === source.esp)
        if (source.firstEventAt !== null || source.newest !== null) return <Done source={source} />
        return esp && <Waiting source={source} esp={esp} onBack={onBack} />
      }}
    </Answered>
  )
}

interface WaitingProps {
  readonly source: Source
  readonly esp: Esp
  readonly onBack: () => void
}

function Waiting({ source, esp, onBack }: WaitingProps) {
  const [renewing, setRenewing] = useState(false)
  return (
    <>
      <Progress at={1} />
      <div className="tiles">
        <TileFrame title={`Paste the URL into ${esp.title}`} testId="guide">
          <Guide source={source} esp={esp} onNewUrl={() => setRenewing(true)} />
        </TileFrame>
        <div className="source-side">
          {(esp.secretRequired || source.secrets > 0) && (
            <TileFrame
              title={source.secrets === 0 ? 'Enter the secret' : 'Replace the secret'}
              testId="secret"
            >
              <div className="follow-body">
                <AddSecret source={source} esp={esp} />
              </div>
            </TileFrame>
          )}
          <TileFrame title="Send a test" testId="send-test">
            <SendTest source={source} esp={esp} />
          </TileFrame>
          <TileFrame title="See it arrive" testId="arrives">
            <Arrivals source={source} esp={esp} />
          </TileFrame>
          <div>
            <Button variant="default" onClick={onBack}>
              Another service
            </Button>
          </div>
        </div>
      </div>
      <NewUrl source={source} opened={renewing} onClose={() => setRenewing(false)} />
    </>
  )
}

function Done({ source }: { readonly source: Source }) {
  const search = useScopeSearch()
  const { timeZone } = useWorkspaceNow()
  const { newest, firstEventAt, name } = source
  const at = newest?.receivedAt ?? firstEventAt
  return (
    <>
      <Progress at={allDone} />
      <section className="follow-done" data-testid="welcome-done" role="status">
        <IconConfetti size={40} stroke={1.4} aria-hidden />
        <h2>Your first event is here</h2>
        <p>
          {newest === null ? 'An event' : `“${kindWords[newest.kind] ?? newest.kind}”`}, from {name}
          {at !== null && `, received ${formatMoment(at, timeZone)}`}. From now on every page fills
          by itself.
        </p>
        <p className="follow-links">
          <Link to="/" search={search}>
            Go to the overview
          </Link>
          <Link to="/imports" search={search}>
            Bring in history from a file
          </Link>
          <Link to="/sources" search={search}>
            Connect another sender
          </Link>
        </p>
      </section>
    </>
  )
}
