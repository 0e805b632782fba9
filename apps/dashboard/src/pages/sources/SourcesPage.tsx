import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { mayManage } from '../../api/me.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useScopeSearch } from '../../url/use-view.ts'
import { ForManagers } from '../ForManagers.tsx'
import { Connect } from './Connect.tsx'
import { SourcesTable } from './SourcesTable.tsx'
import { useSources } from './use-sources.ts'

export default function SourcesPage() {
  const { role, sample } = useWorkspaceNow()
  return mayManage(role, sample) ? (
    <Sources />
  ) : (
    <>
      <PageHeader title="Sources" />
      <ForManagers what="the services that report to it">
        The command line does it too:{' '}
        <code tabIndex={0}>npx airgraph source create --workspace NAME --esp brevo</code>
      </ForManagers>
    </>
  )
}

function Sources() {
  const [connecting, setConnecting] = useState(false)
  const search = useScopeSearch()
  const answered = useSources()
  const { data } = answered
  return (
    <>
      <PageHeader
        title="Sources"
        tools={
          <Button
            size="xs"
            className="button-main"
            leftSection={<IconPlus size={15} aria-hidden />}
            disabled={data === undefined}
            onClick={() => setConnecting(true)}
          >
            Connect a sender
          </Button>
        }
      >
        The services that tell what became of your mail
      </PageHeader>
      <TileFrame title="Connected" testId="sources">
        <Answered of={answered} skeleton={<TableSkeleton rows={4} />}>
          {({ sources, esps }) =>
            sources.length === 0 ? (
              <Nothing>
                Nothing is connected yet. Connect the service that sends your mail, and its events
                appear here within seconds.{' '}
                <Link to="/welcome" search={search}>
                  Be led through it
                </Link>
                , or take history{' '}
                <Link to="/imports" search={search}>
                  from a file
                </Link>
                .
              </Nothing>
            ) : (
              <SourcesTable sources={sources} esps={esps} />
            )
          }
        </Answered>
      </TileFrame>
      {data && <Connect {...data} opened={connecting} onClose={() => setConnecting(false)} />}
    </>
  )
}
