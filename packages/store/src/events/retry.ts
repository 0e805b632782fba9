import { setTimeout as sleep } from 'node:timers/promises'

const waits = [50, 200, 800]

/** The line broke, or somebody between us and the store gave up: nobody knows whether it was done. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && /^(ECONN|EPIPE|UND_ERR)/.test(String(error.code))) return true
  return /socket hang up|aborted|premature close|Bad gateway|Service Unavailable|Gateway Time-?out/i.test(
    error.message,
  )
}

/** Only for what may be done twice: reads, and inserts with a token. */
export async function retried<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (const wait of waits) {
    try {
      return await work()
    } catch (error) {
      if (signal?.aborted || !isBroken(error)) throw error
      await sleep(wait)
    }
  }
  return work()
}
