import { getAudit } from '@airgraph/contract/audit.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { handle, reply } from '../http/handle.ts'

export const auditRoutes = ({
  records: { audit },
}: {
  readonly records: Pick<Records, 'audit'>
}) => [
  handle(getAudit, async ({ workspaceId, query }) => {
    const { entries, next } = await audit.list(workspaceId, query)
    return reply(200, {
      entries: entries.map(({ entryId, at, who, action, on, network, before, after }) => ({
        entryId,
        at: at.toISOString(),
        who: { ...who },
        action,
        on: { ...on },
        network,
        before: before && { ...before },
        after: after && { ...after },
      })),
      next,
    })
  }),
]
