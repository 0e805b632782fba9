import type { deleteWorkspace } from '@airgraph/contract/workspaces.ts'
import { useApi } from '../../api/api.ts'
import { useWorkspaceCache } from '../../api/workspace.ts'
import { useMeNow } from '../../frame/me-context.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatDate } from '../../format/moments.ts'
import { Confirm } from '../../kit/form/Confirm.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'

export function Danger() {
  const api = useApi()
  const { note } = useWorkspaceCache()
  const { refresh } = useMeNow()
  const { name, deletesAt, timeZone } = useWorkspaceNow()
  return (
    <div className="section">
      <TileFrame title="Delete this workspace" testId="danger">
        <p className="section-text">
          {deletesAt === null
            ? 'Events, contacts, campaigns, sources, keys, members: everything in it goes, seven days from now. Until then it works as before, and any owner can undo it.'
            : `It is deleted on ${formatDate(deletesAt, timeZone)}. The banner above undoes that.`}
        </p>
        <div className="section-form">
          <Confirm
            label="Delete …"
            title={`Delete “${name}”`}
            action="Delete it in seven days"
            typed={name}
            disabled={deletesAt !== null}
            onConfirm={async () => {
              const answer = await api.call<typeof deleteWorkspace>('DELETE /v1/workspace')
              note({ deletesAt: answer.deletesAt })
              await refresh()
              say(`“${name}” is deleted on ${formatDate(answer.deletesAt, timeZone)}.`)
            }}
          >
            Everything in it goes, seven days from now, for everybody. Until then it works as
            before, and any owner can undo it.
          </Confirm>
        </div>
      </TileFrame>
    </div>
  )
}
