import type { Scope } from '@airgraph/analytics/scope.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Limits } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'

/** What a list on a page may cost. */
export const cheap: Limits = { seconds: 15, memoryBytes: 2 * 1024 ** 3, rows: 20_000 }

/** The workspace as a question sees it. */
export async function scopeNow(
  { workspaces }: Pick<Records, 'workspaces'>,
  workspaceId: WorkspaceId,
): Promise<Scope> {
  const workspace = await workspaces.find(workspaceId)
  if (workspace === null) throw new Failure('not-found', `There is no workspace “${workspaceId}”.`)
  return { ...workspace, now: new Date() }
}
