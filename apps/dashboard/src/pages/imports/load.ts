import type { Api } from '../../api/api.ts'
import { fetchJson } from '../../api/fetch-json.ts'
import { pathOf } from '../../api/path-of.ts'
import type { EventKind } from '@airgraph/domain/event.ts'
import type { EventsReply } from '@airgraph/contract/events.ts'
import Papa from 'papaparse'
import { readRow } from './mapping.ts'
import type { Mapping } from './mapping.ts'

type Row = Readonly<Record<string, string>>

export interface Rejected {
  readonly line: number
  readonly reason: string
  readonly row: string
}

export interface Progress {
  readonly read: number
  readonly accepted: number
  readonly rejected: readonly Rejected[]
  /** 0 to 1. */
  readonly done: number
}

interface Job {
  readonly file: File
  readonly mapping: Mapping
  readonly kind: EventKind | ''
  readonly digits: number
  readonly source: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

const atOnce = 5_000
const chunkBytes = 2 * 1024 * 1024

interface Sample {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/** The head of a file, to choose by. */
export const readSample = (file: File) =>
  new Promise<Sample>((resolve, reject) => {
    Papa.parse<Row>(file, {
      header: true,
      preview: 5,
      skipEmptyLines: true,
      complete: ({ data, meta }) => resolve({ columns: meta.fields ?? [], rows: data }),
      error: reject,
    })
  })

/** Chunk by chunk: a chunk is sent before the next is read, so that a large file takes no more memory than a small one. */
export async function loadFile(api: Api, job: Job): Promise<Progress> {
  let progress: Progress = { read: 0, accepted: 0, rejected: [], done: 0 }
  const add = (more: Partial<Progress>) => {
    progress = { ...progress, ...more }
    job.onProgress(progress)
  }
  await chunksOf(job.file, async (rows, done) => {
    job.signal.throwIfAborted()
    for (let i = 0; i < rows.length; i += atOnce) {
      const part = await loadRows(api, job, rows.slice(i, i + atOnce), progress.read)
      add({
        read: progress.read + part.read,
        accepted: progress.accepted + part.accepted,
        rejected: [...progress.rejected, ...part.rejected],
        done,
      })
    }
  })
  return progress
}

async function loadRows(api: Api, job: Job, rows: readonly Row[], before: number) {
  const lineOf = (i: number) => before + i + 2 // the first line has the columns' names
  const read = rows.map((row, i) => ({ line: lineOf(i), row, ...readRow(row, job) }))
  const events = read.filter((one) => 'event' in one)
  const rejected = read
    .filter((one) => 'reason' in one)
    .map(({ line, row, reason }) => ({ line, reason, row: JSON.stringify(row) }))
  if (events.length === 0) return { read: rows.length, accepted: 0, rejected }
  const reply = await send(
    api,
    job,
    events.map(({ event }) => event),
  )
  const refused = reply.refused.flatMap(({ index, reason }) => {
    const of = events[index]
    return of ? [{ line: of.line, reason, row: JSON.stringify(of.row) }] : []
  })
  return { read: rows.length, accepted: reply.accepted, rejected: [...rejected, ...refused] }
}

/** Of a batch in which nothing is good the answer is 422, with the same words. */
const send = (api: Api, { source, signal }: Job, events: readonly unknown[]) =>
  fetchJson<EventsReply>(
    pathOf('/v1/events', {}, { source }),
    { method: 'POST', headers: api.headers, body: JSON.stringify(events), signal },
    [422],
  )

function chunksOf(file: File, take: (rows: readonly Row[], done: number) => Promise<void>) {
  return new Promise<void>((resolve, reject) => {
    Papa.parse<Row>(file, {
      header: true,
      skipEmptyLines: true,
      chunkSize: chunkBytes,
      chunk({ data, meta }, parser) {
        parser.pause()
        take(data, Math.min(1, meta.cursor / file.size)).then(
          () => parser.resume(),
          (error: unknown) => {
            parser.abort()
            reject(error)
          },
        )
      },
      complete: ({ meta }) => meta.aborted || resolve(),
      error: reject,
    })
  })
}
