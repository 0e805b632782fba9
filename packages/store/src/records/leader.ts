import { setTimeout as sleep } from 'node:timers/promises'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import { tryLock } from './locks.ts'
import { openSession } from './session.ts'

/** Until the signal fires it is ours alone. What it has begun is ended when it resolves. */
export type Led = (signal: AbortSignal) => Promise<void>

export interface Leading extends AsyncDisposable {
  readonly isLeading: boolean
}

const askAgain = 500 as Millis
const pauseAfterTrouble = seconds(1)

/**
 * Of all processes that call it with one name exactly one works; when it ends, dies or is cut off another takes over.
 * `trouble` hears what went wrong; it is tried again.
 */
export const createLead =
  (url: string) =>
  (name: string, work: Led, trouble: (error: unknown) => void = () => {}): Leading => {
    const ending = new AbortController()
    let isLeading = false

    const term = async () => {
      await using session = await openSession(url)
      const until = AbortSignal.any([session.lost, ending.signal])
      while (!until.aborted && !(await tryLock(session, name))) await pause(askAgain, until)
      if (until.aborted) return
      isLeading = true
      try {
        await work(until)
      } finally {
        isLeading = false
      }
    }

    const run = async () => {
      while (!ending.signal.aborted) {
        try {
          await term()
        } catch (error) {
          if (ending.signal.aborted) break
          trouble(error)
          await pause(pauseAfterTrouble, ending.signal)
        }
      }
    }

    const running = run()
    return {
      get isLeading() {
        return isLeading
      },
      async [Symbol.asyncDispose]() {
        ending.abort()
        await running
      },
    }
  }

export type Lead = ReturnType<typeof createLead>

const pause = (milliseconds: Millis, until: AbortSignal) =>
  sleep(milliseconds, null, { signal: until }).catch(() => {})
