/**
 * What is to be removed because it is old. A message goes whole, by when it was sent, with all that names it: half a message
 * would be counted twice. What names no message goes by its own time. What comes later of something removed is not kept.
 */
import { type ArchivedMonth, wherever } from '@airgraph/sql/archived.ts'
import { anyOf, type Sql, sql, str, strings } from '@airgraph/sql/sql.ts'
import type { ArchivedTable } from './archive/structure.ts'
import type { EventStore } from './event-store.ts'

/** Before which day ("2026-03-01", in UTC) things are removed. */
export interface Horizons {
  /** Messages that were sent before it, and whatever else happened before it. */
  readonly all?: string | undefined
  /** Events of these kinds that name no message. */
  readonly loose: Readonly<Record<string, string>>
}

export const date = (day: string): Sql => sql`toDate(${str(day)})`
export const midnight = (day: string): Sql => sql`toDateTime64(${str(day)}, 3, 'UTC')`
export const messageHash = sql`sipHash64(message_id)`
const removedMessages = (workspaceId: string, table: Sql) =>
  sql`(SELECT contact_id, message FROM ${table} WHERE workspace_id = ${str(workspaceId)})`

/** Which rows go. */
export function going(
  table: ArchivedTable,
  workspaceId: string,
  { all, loose }: Horizons,
  removed: Sql = sql`removed_messages`,
): Sql {
  const isLoose = table === 'facts' ? sql`message_key = 0` : sql`message_id = ''`
  const day = table === 'facts' ? sql`day` : sql`toDate(occurred_at)`
  const ofMessage =
    table === 'facts'
      ? sql`message_key != 0 AND sent_at < ${midnight(all ?? '1970-01-01')}`
      : sql`message_id != '' AND (contact_id, ${messageHash}) GLOBAL IN ${removedMessages(workspaceId, removed)}`
  return anyOf([
    ...Object.entries(loose).map(
      ([kind, before]) =>
        sql`(${isLoose} AND kind IN (${strings([kind])}) AND ${day} < ${date(before)})`,
    ),
    ...(all === undefined
      ? []
      : [sql`(${isLoose} AND ${day} < ${date(all)})`, sql`(${ofMessage})`]),
  ])
}

/** Of the log: what is not kept, as it belongs to what was removed. */
export const notKept = (of: readonly (readonly [string, Horizons])[]): Sql =>
  anyOf(
    of.map(([workspaceId, horizons]) => {
      const { all } = horizons
      const old =
        all === undefined ? sql`0` : sql`revision = 0 AND toDate(occurred_at) < ${date(all)}`
      return sql`(workspace_id = ${str(workspaceId)} AND (${going('events', workspaceId, horizons)} OR (${old})))`
    }),
  )

/** Events that would go, by month; without what lies in files, if no months are given. */
export async function goingMonths(
  store: Pick<EventStore, 'query'>,
  workspaceId: string,
  horizons: Horizons,
  months: readonly ArchivedMonth[],
): Promise<ReadonlyMap<string, { readonly events: number; readonly facts: number }>> {
  const { rows } = await store.query(sql`
    SELECT formatDateTime(day, '%Y-%m') AS month, count() AS facts
    FROM ${wherever('facts', workspaceId, months)}
    WHERE workspace_id = ${str(workspaceId)} AND (${going('facts', workspaceId, horizons)})
    GROUP BY month ORDER BY month`)
  return new Map(
    rows.map((row) => [
      String(row['month']),
      { events: Number(row['facts']), facts: Number(row['facts']) },
    ]),
  )
}
