import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Archives } from './archives.ts'

interface Needs {
  readonly events: Pick<EventStore, 'forgetWorkspace'>
  readonly archives: Pick<Archives, 'forgetWorkspace'>
  /** Resolves when what is committed is folded. */
  readonly folder: { caughtUp(): Promise<void> }
  readonly records: Pick<Records, 'removals'>
  /** Keys and sources may be honoured this long by a process that did not hear; what it took then is on its way. */
  readonly settlingTime?: Millis
}

export type RemoveWorkspaces = ReturnType<typeof createRemoveWorkspaces>

/** Removes the workspaces whose time has come: with every event, and everything that was known of them. */
export const createRemoveWorkspaces =
  ({ events, archives, folder, records: { removals }, settlingTime = seconds(15) }: Needs) =>
  async (): Promise<readonly WorkspaceId[]> => {
    const begun = await removals.begun()
    if (begun.length === 0) return begun
    await sleep(settlingTime)
    await folder.caughtUp()
    for (const workspaceId of begun) {
      await archives.forgetWorkspace(workspaceId)
      await events.forgetWorkspace(workspaceId)
      await removals.end(workspaceId)
    }
    return begun
  }
