import { setTimeout as sleep } from 'node:timers/promises'
import { postEvents } from '@airgraph/contract/events.ts'
import { toInput } from '@airgraph/contract/to-input.ts'
import type { Reported } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Rejected } from '@airgraph/ingest/files/reject-line.ts'
import type { Api } from './api.ts'

const inRequest = 5_000
const requestsAtOnce = 3
const mostTries = 8
const firstPause = 500
const mostShown = 2_000

interface Line {
  readonly event: Reported
  readonly line: number
  readonly row: string
}

/** Sends events in batches, some at a time. What the server refuses comes back as the line that it was on. */
export function createUploader(api: Api, source: string, reject: (rejected: Rejected) => void) {
  let batch: Line[] = []
  let accepted = 0
  let isStored = true
  const underway = new Set<Promise<void>>()

  const send = async (lines: readonly Line[]) => {
    const bytes = JSON.stringify(lines.map(({ event }) => toInput(event)))
    const reply = await untilTaken(() => api(postEvents, { query: { source }, bytes }))
    accepted += reply.accepted
    isStored &&= reply.seq !== null
    for (const { index, reason } of reply.refused) {
      const refused = lines[index]
      if (refused) reject({ line: refused.line, reason, row: refused.row.slice(0, mostShown) })
    }
  }

  const flush = async () => {
    if (batch.length === 0) return
    const sending = send(batch).finally(() => underway.delete(sending))
    underway.add(sending)
    batch = []
    if (underway.size >= requestsAtOnce) await Promise.race(underway)
  }

  return {
    async add(line: Line) {
      batch.push(line)
      if (batch.length === inRequest) await flush()
    },
    async finish() {
      await flush()
      await Promise.all(underway)
      return { accepted, isStored }
    },
  }
}

/** A server that is busy or restarting is asked again: the events' ids make that harmless. */
async function untilTaken<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      const again = error instanceof Failure && ['rate-limited', 'unavailable'].includes(error.code)
      if (!again || tries === mostTries) throw error
      await sleep(firstPause * 2 ** (tries - 1))
    }
  }
}
