import type { EventStore } from '../event-store.ts'
import { foldContactDays } from './contact-days.ts'
import { deriveEvents } from './events.ts'
import { type Fold, stageFacts, touchDays, vacated, vacateFacts, writeFacts } from './facts.ts'

/**
 * Brings everything that is derived from the log up to `fold.upTo`. One at a time per store; what is stopped half-way
 * is done again with a new version and `again`.
 */
export async function foldRange(store: Pick<EventStore, 'run'>, fold: Fold) {
  if (fold.upTo <= fold.after) return
  await store.run(deriveEvents(fold, fold.unless))
  await store.run(stageFacts(fold))
  await store.run(touchDays(fold))
  await store.run(vacateFacts(vacated(fold), fold.version))
  await store.run(writeFacts(fold))
  await store.run(foldContactDays(fold, fold.version))
}
