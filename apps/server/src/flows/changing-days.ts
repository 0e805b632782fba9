import { changingDays, type ChangingDays, readChangingDays } from '@airgraph/analytics/rests.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'

/** Days whose totals are not true, as of now. They are asked for once in each edition of what is stored. */
export function createChangingDaysOf(events: Pick<EventStore, 'query' | 'edition'>) {
  const known = new Map<WorkspaceId, ChangingDays>()
  let edition: number | null = null
  return async (workspaceId: WorkspaceId): Promise<ChangingDays> => {
    const before = events.edition
    if (before !== edition) known.clear()
    edition = before
    const there = known.get(workspaceId)
    if (there !== undefined) return there
    const days = readChangingDays((await events.query(changingDays({ workspaceId }))).rows)
    if (before !== null && before === events.edition) known.set(workspaceId, days)
    return days
  }
}
