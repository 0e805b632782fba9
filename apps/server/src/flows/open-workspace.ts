import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { seconds } from '@airgraph/domain/units.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { sampleWorkspace } from './sample.ts'

const lookAgain = seconds(2)

/** The workspace that is shown without a key: simulated data only. A worker may make it while others serve. */
export function createOpenWorkspace({ workspaces }: Pick<Records, 'workspaces'>) {
  let isThere = false
  let lookedAt = Number.NEGATIVE_INFINITY
  return async (): Promise<WorkspaceId | null> => {
    if (!isThere && performance.now() - lookedAt > lookAgain) {
      isThere = (await workspaces.find(sampleWorkspace))?.sample === true
      lookedAt = performance.now()
    }
    return isThere ? sampleWorkspace : null
  }
}
