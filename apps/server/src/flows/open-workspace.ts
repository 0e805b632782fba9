import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { seconds } from '@airgraph/domain/units.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { sampleWorkspace } from './sample.ts'

const lookAgain = seconds(2)

interface Needs {
  readonly records: Pick<Records, 'workspaces' | 'setup'>
  /** Although somebody owns the installation. */
  readonly isSampleOpen: boolean
}

/**
 * The workspace that is shown to who is not signed in: simulated data only, until somebody owns the installation. A worker
 * may make it while others serve, and an owner may remove it.
 */
export function createOpenWorkspace({ records: { workspaces, setup }, isSampleOpen }: Needs) {
  let isThere = false
  let lookedAt = Number.NEGATIVE_INFINITY
  return async (): Promise<WorkspaceId | null> => {
    if (!isSampleOpen && (await setup.isClaimed())) return null
    if (performance.now() - lookedAt > lookAgain) {
      isThere = (await workspaces.find(sampleWorkspace))?.sample === true
      lookedAt = performance.now()
    }
    return isThere ? sampleWorkspace : null
  }
}
