import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { mayManage } from '../../api/me.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Answered } from '../../kit/Answered.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useScopeSearch } from '../../url/use-view.ts'
import { ForManagers } from '../ForManagers.tsx'
import { Arrivals } from './Arrivals.tsx'
import { Guide, SendTest } from './Guide.tsx'
import { Keys, NewUrl } from './Keys.tsx'
import { useSource, useSources } from './use-sources.ts'
import type { Esp, Source } from './use-sources.ts'

export default function SourcePage() {
  const { role, sample } = useWorkspaceNow()
  const { source: name = '' } = useParams({ strict: false })
  const search = useScopeSearch()
  const above = (
    <Link to="/sources" search={search}>
      Sources
    </Link>
  )
  if (mayManage(role, sample)) return <One name={name} above={above} />
  return (
    <>
      <PageHeader title={name} above={above} />
      <ForManagers what="the services that report to it">
        Ask one of them how this source does.
      </ForManagers>
    </>
  )
}

function One({ name, above }: { readonly name: string; readonly above: React.ReactNode }) {
  const listed = useSources()
  const answered = useSource(name)
  const esp = listed.data?.esps.find((one) => one.name === answered.data?.esp)
  return (
    <>
      <PageHeader title={name} above={above}>
        {esp?.title}
      </PageHeader>
      <Answered of={answered} skeleton={<TableSkeleton rows={6} />}>
        {(source) => <Tiles source={source} esp={esp} />}
      </Answered>
    </>
  )
}

function Tiles({ source, esp }: { readonly source: Source; readonly esp: Esp | undefined }) {
  const [renewing, setRenewing] = useState(false)
  const renew = () => setRenewing(true)
  return (
    <div className="tiles">
      <TileFrame title="What arrives" testId="arrives" className="tiles-wide">
        <Arrivals source={source} esp={esp} />
      </TileFrame>
      {esp && (
        <TileFrame title={`Set it up in ${esp.title}`} testId="guide">
          <Guide source={source} esp={esp} onNewUrl={renew} />
        </TileFrame>
      )}
      <div className="source-side">
        {esp && (
          <TileFrame title="Send a test" testId="send-test">
            <SendTest source={source} esp={esp} />
          </TileFrame>
        )}
        <TileFrame title="URL and secrets" testId="keys">
          <Keys source={source} esp={esp} onNewUrl={renew} />
        </TileFrame>
      </div>
      <NewUrl source={source} opened={renewing} onClose={() => setRenewing(false)} />
    </div>
  )
}
