import { mayManage } from '../../api/me.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { ForManagers } from '../ForManagers.tsx'
import { Import } from './Import.tsx'

export default function ImportsPage() {
  const { role, sample } = useWorkspaceNow()
  return (
    <>
      <PageHeader title="Imports">
        Events from a file: history, orders, another product’s export
      </PageHeader>
      {mayManage(role, sample) ? (
        <Import />
      ) : (
        <ForManagers what="imports into it">
          The command line reads CSV, NDJSON and Parquet, and exports of other products as they are:{' '}
          <code tabIndex={0}>npx airgraph import FILE --workspace NAME</code>
        </ForManagers>
      )}
    </>
  )
}
