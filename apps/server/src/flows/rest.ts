import { setTimeout as sleep } from 'node:timers/promises'
import type { EventStore } from '@airgraph/store/events/event-store.ts'

/** Whether more has come is looked at so often, in milliseconds. */
const beat = 250

/** Rests of who works through what comes in; `hurry` ends the one that is underway. */
export function createRests(events: Pick<EventStore, 'acknowledged'>) {
  let hurried = new AbortController()
  const until = (milliseconds: number, signal: AbortSignal) =>
    sleep(milliseconds, null, { signal }).catch(() => {})

  return {
    async pause(milliseconds: number) {
      hurried = new AbortController()
      await until(milliseconds, hurried.signal)
    },
    /** So long at most: who sends is served before who works it off, and nobody is kept waiting when nothing comes any more. */
    async whileMoreComes(milliseconds: number) {
      const { signal } = (hurried = new AbortController())
      const end = performance.now() + milliseconds
      let known: number | null = null
      while (!signal.aborted && known !== events.acknowledged && performance.now() < end) {
        known = events.acknowledged
        await until(Math.min(beat, end - performance.now()), signal)
      }
    },
    hurry: () => hurried.abort(),
  }
}
