import type { ClickHouseSettings } from '@clickhouse/client'
import type { StoredEvent } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { tooMany } from '../committer.ts'
import type { JournalAt } from '../connect.ts'
import { type Columns, rowBinary } from '../row-binary.ts'
import { rowColumns, toRow } from '../rows.ts'
import { createCarrier } from './carrier.ts'
import { type Frame, lastOf } from './frames.ts'
import { leftIn, openJournal } from './journal.ts'

interface Needs {
  readonly at: JournalAt
  readonly settings: ClickHouseSettings
  readonly mostRows: number
  /** The last place that is in the table. */
  readonly seq: number
  readonly moved: () => void
}

export type Journalled = Awaited<ReturnType<typeof openJournalled>>

/**
 * A table before which there is a journal: an event is acknowledged when it is in that, and comes into the table soon after. What the
 * process before acknowledged is in the table when this resolves.
 */
export async function openJournalled({ at, settings, mostRows, moved, ...needs }: Needs) {
  const insert = (columns: Columns) => (frames: readonly Frame[]) =>
    at.append({
      table: 'recent_events',
      columns,
      bytes: Buffer.concat(frames.map(({ bytes }) => bytes)),
      settings: { ...settings, insert_deduplication_token: tokenOf(frames) },
    })
  let { seq } = needs
  for (const { columns, frames } of await leftIn(at.folder)) {
    const lacking = frames.filter((frame) => lastOf(frame) > seq)
    for (const some of inGroups(lacking, mostRows)) await insert(columns)(some)
    seq = lastPlace(lacking, seq)
  }
  const journal = await openJournal(at.folder, rowColumns)
  const carrier = createCarrier({
    seq,
    insert: insert(rowColumns),
    async stored(upTo) {
      moved()
      await journal.stored(upTo)
    },
    mostRows,
  })
  return {
    /** Everything up to here is in the table. */
    get seq() {
      return carrier.seq
    },
    caughtUp: (signal?: AbortSignal) => carrier.caughtUp(signal),
    /** Why nothing more is taken now; `null` where it is. */
    get refusal() {
      if (carrier.waitingRows > mostBehind) return tooMany(carrier.waitingRows)
      return carrier.trouble === null ? null : cannotStore(carrier.trouble)
    },
    /** Durable when it resolves, and on its way into the table. */
    async append(events: readonly StoredEvent[]) {
      const frame: Frame = {
        first: events[0]?.seq ?? 0,
        rows: events.length,
        bytes: await bytesOf(events),
      }
      await journal.write(frame)
      carrier.add(frame)
    },
    /** Resolves when nothing that was acknowledged before is in a file of the journal. */
    async leaveNothing() {
      journal.beginAnew()
      await carrier.caughtUp()
      await journal.stored(carrier.seq)
    },
    async [Symbol.asyncDispose]() {
      await carrier[Symbol.asyncDispose]()
      await journal[Symbol.asyncDispose]()
    },
  }
}

/** So many rows are made into bytes before others get a turn. */
const turn = 1_000

async function bytesOf(events: readonly StoredEvent[]): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let from = 0; from < events.length; from += turn) {
    if (from > 0) await new Promise(setImmediate)
    parts.push(rowBinary(rowColumns, events.slice(from, from + turn).map(toRow)))
  }
  const [only] = parts
  return parts.length === 1 && only ? only : Buffer.concat(parts)
}

/** So much may be acknowledged and not in the table yet. */
const mostBehind = 400_000

const cannotStore = (cause: unknown) =>
  new Failure('unavailable', 'Events cannot be stored at the moment.', { cause, retry: 'later' })

const lastPlace = (frames: readonly Frame[], before: number) =>
  frames.reduce((last, frame) => Math.max(last, lastOf(frame)), before)

/** The same for the same rows. */
const tokenOf = (frames: readonly Frame[]) => `places-${frames[0]?.first}-${lastPlace(frames, 0)}`

function inGroups(frames: readonly Frame[], mostRows: number): Frame[][] {
  const groups: Frame[][] = []
  let rows = 0
  for (const frame of frames) {
    const group = groups.at(-1)
    if (group === undefined || rows + frame.rows > mostRows) {
      groups.push([frame])
      rows = frame.rows
    } else {
      group.push(frame)
      rows += frame.rows
    }
  }
  return groups
}
