import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

export async function findWorkspace(
  workspaces: Pick<Records['workspaces'], 'find'>,
  workspaceId: WorkspaceId,
) {
  const workspace = await workspaces.find(workspaceId)
  if (workspace !== null) return workspace
  throw new Failure('not-found', `There is no workspace “${workspaceId}”.`)
}

export const ofSample = reply(409, problem('conflict', 'The sample workspace stays as it is.'))
