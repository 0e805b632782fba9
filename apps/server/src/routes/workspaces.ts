import { createWorkspace, getWorkspace, listWorkspaces } from '@airgraph/contract/workspaces.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { sql, str } from '@airgraph/sql/sql.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'workspaces'>
}

export const workspaceRoutes = ({ events, records: { workspaces } }: Needs) => [
  handle(getWorkspace, async ({ workspaceId }) => {
    const workspace = await workspaces.find(workspaceId)
    if (workspace === null)
      throw new Failure('not-found', `There is no workspace “${workspaceId}”.`)
    return reply(200, { ...workspace, lastEventAt: await lastEventAt(events, workspaceId) })
  }),
  handle(createWorkspace, async ({ body }) => {
    const made = await workspaces.create({
      ...body,
      workspaceId: body.workspaceId as WorkspaceId,
      sample: false,
    })
    return made.ok
      ? reply(201, made.value)
      : reply(409, problem('conflict', `There is a workspace “${body.workspaceId}” already.`))
  }),
  handle(listWorkspaces, async () => reply(200, { workspaces: [...(await workspaces.list())] })),
]

async function lastEventAt(events: EventStore, workspaceId: WorkspaceId) {
  const { rows } = await events.query(sql`
    SELECT toUnixTimestamp64Milli(max(received_at)) AS at, count() AS n FROM recent_events
    WHERE workspace_id = ${str(workspaceId)}`)
  const [row] = rows
  return Number(row?.['n'] ?? 0) === 0 ? null : new Date(Number(row?.['at'])).toISOString()
}
