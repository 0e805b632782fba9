import { statfs } from 'node:fs/promises'
import type { Storage } from '@airgraph/contract/installation.ts'
import { sql } from '@airgraph/sql/sql.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { minutes } from '@airgraph/domain/units.ts'
import type { Place } from '@airgraph/store/events/archive/place.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { EventLog } from '@airgraph/store/log/event-log.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Jobs } from '../jobs.ts'
import { wrongWithArchives, wrongWithJobs } from './what-is-wrong.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'bytes' | 'cursors' | 'archives'>
  readonly eventLog: Pick<EventLog, 'unread' | 'carriedUpTo'> | null
  readonly place: Place | null
  readonly jobs: Pick<Jobs, 'failures'>
  /** Where the embedded engines keep their files; `null` where the stores are elsewhere. */
  readonly dataDir: string | null
}

const day = 86_400_000
const gigabyte = 1e9
const farAway = 36_500
/** The engine refuses inserts at 3,000. */
const manyParts = 600
const littleSpace = 0.1
const lateInLog = minutes(1)

const parts = sql`
  SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes, count() AS parts
  FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table ORDER BY bytes DESC`
const failed = sql`
  SELECT table, latest_fail_reason AS reason FROM system.mutations
  WHERE database = currentDatabase() AND NOT is_done AND latest_fail_reason != '' LIMIT 5`
const lately = sql`
  SELECT count() AS events, min(committed_at) AS since, toUnixTimestamp(min(committed_at)) AS at
  FROM recent_events WHERE committed_at > now() - INTERVAL 7 DAY AND revision = 0`

export type ReadStorage = ReturnType<typeof createReadStorage>

export const createReadStorage =
  ({ events, records, eventLog, place, jobs, dataDir }: Needs) =>
  async (
    pricePerGigabyteMonth: number,
    coldPricePerGigabyteMonth: number,
    now: Date,
  ): Promise<Storage> => {
    const numbers = (row: Readonly<Record<string, unknown>> | undefined, column: string) =>
      Number(row?.[column] ?? 0)
    const behind = async (cursor: string) =>
      Math.max(0, events.seq - (await records.cursors.read(cursor)))
    const tables = (await events.query(parts)).rows.map((row) => ({
      table: String(row['table']),
      rows: numbers(row, 'rows'),
      bytes: numbers(row, 'bytes'),
      parts: numbers(row, 'parts'),
    }))
    const [recent] = (await events.query(lately)).rows
    const recordsBytes = await records.bytes()
    const disk = dataDir === null ? null : await statfs(dataDir)
    const stored = tables.find(({ table }) => table === 'events')?.rows ?? 0
    const bytes = tables.reduce((sum, one) => sum + one.bytes, 0) + recordsBytes
    const passing = tables.find(({ table }) => table === 'folding')?.bytes ?? 0
    const bytesPerEvent = stored > 0 ? (bytes - passing) / stored : null
    const days = Math.max(1, (now.getTime() - numbers(recent, 'at') * 1_000) / day)
    const eventsPerDay =
      numbers(recent, 'events') > 0 ? numbers(recent, 'events') / Math.min(7, days) : null
    const inLog = eventLog && (await readLog(eventLog, now))
    const bytesPerDay =
      bytesPerEvent !== null && eventsPerDay !== null ? bytesPerEvent * eventsPerDay : null
    const diskFreeBytes = disk === null ? null : disk.bavail * disk.bsize
    const cost = (of: number) => (of / gigabyte) * pricePerGigabyteMonth
    const grown = (times: number) =>
      bytesPerDay === null ? null : cost(bytes + bytesPerDay * 365 * times)
    const archives = await records.archives.list(['live', 'past'])
    const coldBytes = archives.reduce((sum, one) => sum + one.bytes, 0)
    const live = archives.filter(({ state }) => state === 'live')
    const broken = (await events.query(failed)).rows.map(
      (row) => `A rewriting of ${String(row['table'])} fails: ${String(row['reason'])}`,
    )
    return {
      tables,
      recordsBytes,
      events: stored,
      bytesPerEvent,
      eventsPerDay,
      bytesPerDay,
      diskFreeBytes,
      diskFullOn: fullOn(diskFreeBytes, bytesPerDay, now),
      cost: {
        pricePerGigabyteMonth,
        now: cost(bytes),
        inAYear: grown(1),
        inAYearTenfold: grown(10),
      },
      cold: {
        place: place?.name ?? null,
        months: live.length,
        events: live.reduce((sum, one) => sum + one.events, 0),
        bytes: coldBytes,
        pricePerGigabyteMonth: coldPricePerGigabyteMonth,
        cost: (coldBytes / gigabyte) * coldPricePerGigabyteMonth,
      },
      behind: {
        folding: await behind('folded'),
        judging: await behind('settled'),
        carrying: inLog?.unread ?? null,
      },
      warnings: [
        ...tables
          .filter((one) => one.parts > manyParts)
          .map(
            (one) =>
              `${one.table} is in ${one.parts} parts: merging does not keep up with what comes in.`,
          ),
        ...broken,
        ...(await wrongWithArchives(place, live)),
        ...wrongWithJobs(await jobs.failures()),
        ...(inLog?.warnings ?? []),
        ...(disk !== null && disk.bavail < disk.blocks * littleSpace
          ? ['Less than a tenth of the disk is free.']
          : []),
      ],
    }
  }

async function readLog(log: Pick<EventLog, 'unread' | 'carriedUpTo'>, now: Date) {
  try {
    const [unread, upTo] = await Promise.all([log.unread(), log.carriedUpTo()])
    const isLate = now.getTime() - upTo.getTime() > lateInLog
    return {
      unread,
      warnings: isLate
        ? [`What came since ${upTo.toISOString()} is in the log and not stored: does a worker run?`]
        : [],
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { unread: null, warnings: [error.message] }
  }
}

function fullOn(free: number | null, perDay: number | null, now: Date): string | null {
  if (free === null || perDay === null) return null
  const days = free / perDay
  return days > farAway ? null : new Date(now.getTime() + days * day).toISOString().slice(0, 10)
}
