import { seconds } from '@airgraph/domain/units.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'

const longestWait = seconds(1)

/** Waits a moment for what was acknowledged just now. Where that takes longer, whoever asks sees it the next time. */
export const soonCommitted = (events: Pick<EventStore, 'allCommitted'>): Promise<void> =>
  events.allCommitted(AbortSignal.timeout(longestWait)).catch(() => {})
