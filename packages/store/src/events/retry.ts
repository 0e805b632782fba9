import { setTimeout as sleep } from 'node:timers/promises'
import { isBroken, isPassing } from './failures.ts'

const waits = [50, 200, 800]

/** Only for what may be done twice: reads, and inserts with a token. */
export async function retried<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (const wait of waits) {
    try {
      return await work()
    } catch (error) {
      if (signal?.aborted || !(isBroken(error) || isPassing(error))) throw error
      await sleep(wait)
    }
  }
  return work()
}
