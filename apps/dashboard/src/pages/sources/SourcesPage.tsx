import type { listSources } from '@airgraph/contract/sources.ts'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { mayManage } from '../../api/me.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { ForManagers } from '../ForManagers.tsx'
import { Connect } from './Connect.tsx'
import { sourcesKey } from './listed.ts'
import { SourcesTable } from './SourcesTable.tsx'

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
  const api = useApi()
  const [connecting, setConnecting] = useState(false)
  const answered = useQuery({
    queryKey: sourcesKey,
    queryFn: ({ signal }) => api.call<typeof listSources>('GET /v1/sources', { signal }),
  })
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
                appear here within seconds.
              </Nothing>
            ) : (
              <SourcesTable sources={sources} esps={esps} />
            )
          }
        </Answered>
      </TileFrame>
      {data && (
        <Connect esps={data.esps} opened={connecting} onClose={() => setConnecting(false)} />
      )}
    </>
  )
}
