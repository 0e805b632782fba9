import type { EventsReply } from '@airgraph/contract/events.ts'
import { toInput } from '@airgraph/contract/to-input.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Imported } from '@airgraph/ingest/files/events-in.ts'
import { type Rejected, rejectHeader, rejectLine } from '@airgraph/ingest/files/reject-line.ts'
import type { Api } from '../../api/api.ts'
import { fetchJson } from '../../api/fetch-json.ts'
import { pathOf } from '../../api/path-of.ts'
import { inPageWords } from './choices.ts'
import { type Made, nothingYet, type Tally, withTaken } from './tally.ts'

const atOnce = 5_000
const mostBytes = 8 * 1024 * 1024
const mostTries = 8
const firstPause = 500

const sameId = 'An event with the same id stands further above: it counts once.'

export interface Progress {
  readonly tally: Tally
  /** 0 to 1. */
  readonly done: number
}

export interface Job {
  readonly outcomes: AsyncGenerator<Imported, void>
  readonly source: string
  readonly signal: AbortSignal
  /** Settles when it may go on. */
  readonly gate: () => Promise<void>
  readonly onProgress: (progress: Progress) => void
  /** Rows that made no event, as CSV. */
  readonly onRejects: (lines: Blob) => void
}

interface Waiting extends Made {
  readonly line: number
  readonly row: string
  readonly json: string
}

/**
 * Sends what a file comes to, a piece at a time. The events have the ids that they will have again, so whoever is
 * interrupted begins anew, and nothing is counted twice.
 */
export async function loadFile(api: Api, job: Job): Promise<Tally> {
  let tally = nothingYet
  let done = 0
  let waiting: Waiting[] = []
  let bytes = 0
  const seen = new Set<string>()
  let rejects: string[] = [rejectHeader]
  const reject = (rejected: Rejected) =>
    rejects.push(rejectLine({ ...rejected, reason: inPageWords(rejected.reason) }))
  const tell = () => {
    if (rejects.length > 0) job.onRejects(new Blob(rejects, { type: 'text/csv' }))
    rejects = []
    job.onProgress({ tally, done })
  }
  const flush = async () => {
    const batch = waiting
    ;[waiting, bytes] = [[], 0]
    if (batch.length === 0) return
    await job.gate()
    job.signal.throwIfAborted()
    const refused = new Map(
      (await send(api, job, batch)).refused.map(({ index, reason }) => [index, reason]),
    )
    tally = withTaken(
      tally,
      batch.filter((_, i) => !refused.has(i)),
    )
    for (const [index, reason] of refused) {
      const one = batch[index]
      if (one === undefined) continue
      reject({ line: one.line, reason, row: one.row.slice(0, 2_000) })
      tally = { ...tally, refused: tally.refused + one.rows }
    }
    tell()
  }
  try {
    for await (const one of job.outcomes) {
      if ('event' in one && seen.has(one.event.sourceId)) {
        tally = { ...tally, repeated: tally.repeated + one.rows }
        reject({ line: one.line, reason: sameId, row: one.row.slice(0, 2_000) })
      } else if ('event' in one) {
        seen.add(one.event.sourceId)
        const json = JSON.stringify(toInput(one.event))
        if (bytes + json.length * 3 > mostBytes) await flush()
        waiting.push({ ...one, json })
        bytes += json.length * 3 // at most, in UTF-8
        if (waiting.length >= atOnce) await flush()
      } else if ('rejected' in one) {
        const kind = one.rejected.repeated ? 'repeated' : 'refused'
        tally = { ...tally, [kind]: tally[kind] + (one.rejected.rows ?? 1) }
        reject(one.rejected)
      } else {
        const { rows, leftOut, bytesRead, bytes: size } = one.progress
        tally = { ...tally, rows, leftOut }
        done = size === 0 ? 1 : bytesRead / size
        tell()
        await job.gate()
        job.signal.throwIfAborted()
      }
    }
    await flush()
  } finally {
    await job.outcomes.return()
  }
  tell()
  return tally
}

/** A server that is busy or restarting is asked again: the events' ids make that harmless. */
async function send(api: Api, { source, signal }: Job, batch: readonly Waiting[]) {
  const body = `[${batch.map(({ json }) => json).join(',')}]`
  for (let tries = 1; ; tries++) {
    try {
      return await fetchJson<EventsReply>(
        pathOf('/v1/events', {}, { source }),
        { method: 'POST', headers: api.headers, body, signal },
        [422], // of a batch in which nothing is good
      )
    } catch (error) {
      const again = error instanceof Failure && error.retry === 'later'
      if (!again || tries === mostTries) throw error
      await new Promise((resolve) => setTimeout(resolve, firstPause * 2 ** (tries - 1)))
      signal.throwIfAborted()
    }
  }
}
