import type { ArchivedMonth } from '@airgraph/sql/archived.ts'
import { join, sql, uint, uuid, type Sql } from '@airgraph/sql/sql.ts'
import type { EventStore } from '../event-store.ts'
import { contactDaysOf } from './contact-days.ts'
import { contactRanges } from './contact-ranges.ts'
import { vacateFacts } from './facts.ts'
import { factColumns, looseFacts, messageFacts } from './fact-rows.ts'

const columns = join(factColumns, ', ')

export interface Rebuilding {
  /** Told how much is done, up to 1. */
  readonly progress?: (done: number) => void
  /** What lies in files. */
  readonly archived?: readonly ArchivedMonth[]
  /** So many events, or the most that one contact has, are in memory at once. */
  readonly atOnce?: number
}

/**
 * Derives facts, contact days and the list of days from `events` alone, all anew: after a restore, or when events came by
 * another road than the log. Newer than whatever is there. Repeating it is harmless.
 */
export async function rebuild(
  store: Pick<EventStore, 'run' | 'query' | 'untidied'>,
  version: number,
  { progress = () => {}, archived = [], atOnce = 2_000_000 }: Rebuilding = {},
) {
  const events = everything(archived)
  await store.run(touchAllDays(events, version)) // first: no total may be taken for true meanwhile
  const { rows } = await store.query(
    sql`SELECT count() AS events FROM ${events} SETTINGS final = 0`,
  )
  const total = Number(rows[0]?.['events'] ?? 0)
  const ranges = await contactRanges(store, events, { total, size: atOnce })
  await store.untidied(async () => {
    for (const [i, mine] of ranges.entries()) {
      await store.run(vacateFacts(mine, version))
      await store.run(factsOf(events, mine, version))
      await store.run(contactDaysOf(sql`FROM ${events} WHERE ${mine}`, version))
      progress((i + 1) / ranges.length)
    }
  })
}

/**
 * In the tables and in files. What is derived of months that are archived does not count, and is taken away again; but the
 * messages of other months may have begun in them.
 */
function everything(archived: readonly ArchivedMonth[]): Sql {
  if (archived.length === 0) return sql`events`
  const thawed = sql`(SELECT archive_id, contact_id FROM thawed)`
  const cold = archived.map(
    ({ archiveId, events }) =>
      sql`SELECT * FROM ${events} WHERE (${uuid(archiveId)}, contact_id) GLOBAL NOT IN ${thawed}`,
  )
  return sql`(${join([sql`SELECT * FROM events`, ...cold], ' UNION ALL ')})`
}

const factsOf = (events: Sql, mine: Sql, version: number): Sql => sql`
  INSERT INTO facts (${columns}, version)
  SELECT ${columns}, ${uint(version)} FROM (
    ${messageFacts(sql`(SELECT * FROM ${events} WHERE deleted = 0 AND message_id != '' AND ${mine})`)}
    UNION ALL ${looseFacts(sql`(SELECT * FROM ${events} WHERE deleted = 0 AND message_id = '' AND ${mine})`)})`

/** Every day on which anything happened; a message was sent on one of them. */
const touchAllDays = (events: Sql, version: number): Sql => sql`
  INSERT INTO days (workspace_id, counted_by, day, touched, touched_at)
  SELECT DISTINCT workspace_id, arrayJoin(['happened', 'sent']) AS counted_by, toDate(occurred_at) AS day,
    ${uint(version)}, now() - 3600
  FROM ${events} WHERE deleted = 0`

/** Whether there are events of which nothing was derived yet. */
export async function isUnderived(store: Pick<EventStore, 'query'>): Promise<boolean> {
  const { rows } = await store.query(sql`
    SELECT (SELECT count() FROM events) > 0 AND (SELECT count() FROM facts) = 0 AS underived SETTINGS final = 0`)
  return Number(rows[0]?.['underived']) === 1
}
