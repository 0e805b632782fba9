import { setTimeout as sleep } from 'node:timers/promises'
import { postEvents } from '@airgraph/contract/events.ts'
import { toInput } from '@airgraph/contract/to-input.ts'
import type { Reported } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Rejected } from '@airgraph/ingest/files/reject-line.ts'
import type { Api } from './api.ts'

const inRequest = 5_000
/** The server takes 10 MB. */
const mostBytes = 8 * 1024 * 1024
/** Of a letter, in UTF-8. */
const mostOfLetter = 3
const requestsAtOnce = 3
const mostTries = 8
const firstPause = 500
const mostShown = 2_000

interface Line {
  readonly event: Reported
  readonly line: number
  readonly row: string
}

interface Waiting {
  readonly line: number
  readonly row: string
  readonly json: string
}

interface Listener {
  reject(rejected: Rejected): void
  /** So many more are on the server. */
  taken(events: number): void
  /** The server is busy, or does not answer: it is asked again. */
  waiting(): void
}

/** Sends events in batches, some at a time. What the server refuses comes back as the line that it was on. */
export function createUploader(api: Api, source: string, listener: Listener) {
  let batch: Waiting[] = []
  let bytes = 0
  let isStored = true
  let failed: { readonly error: unknown } | null = null
  const underway = new Set<Promise<void>>()

  const send = async (lines: readonly Waiting[]) => {
    const body = `[${lines.map(({ json }) => json).join(',')}]`
    const attempt = () => api(postEvents, { query: { source }, bytes: body })
    const reply = await untilTaken(attempt, () => listener.waiting())
    isStored &&= reply.seq !== null
    listener.taken(reply.accepted)
    for (const { index, reason } of reply.refused) {
      const refused = lines[index]
      if (refused)
        listener.reject({ line: refused.line, reason, row: refused.row.slice(0, mostShown) })
    }
  }

  /** Whoever adds next hears of a batch that failed: nobody may be waiting for it when it does. */
  const throwFailure = () => {
    if (failed !== null) throw failed.error
  }

  const flush = async () => {
    if (batch.length > 0) {
      const sending = send(batch)
        .catch((error: unknown) => {
          failed ??= { error }
        })
        .finally(() => underway.delete(sending))
      underway.add(sending)
      batch = []
      bytes = 0
    }
    if (underway.size >= requestsAtOnce) await Promise.race(underway)
    throwFailure()
  }

  return {
    async add({ event, line, row }: Line) {
      throwFailure()
      const json = JSON.stringify(toInput(event))
      const size = json.length * mostOfLetter
      if (bytes + size > mostBytes) await flush()
      batch.push({ line, row, json })
      bytes += size
      if (batch.length === inRequest) await flush()
    },
    async finish() {
      await flush()
      await Promise.all(underway)
      throwFailure()
      return { isStored }
    },
  }
}

/** A server that is busy or restarting is asked again: the events' ids make that harmless. */
async function untilTaken<T>(attempt: () => Promise<T>, waiting: () => void): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      const again = error instanceof Failure && ['rate-limited', 'unavailable'].includes(error.code)
      if (!again || tries === mostTries) throw error
      waiting()
      await sleep(firstPause * 2 ** (tries - 1))
    }
  }
}
