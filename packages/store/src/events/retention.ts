/** Removing what is old; `going.ts` says which rows those are. */
import type { ContactId } from '@airgraph/domain/ids.ts'
import { type ArchivedMonth, wherever } from '@airgraph/sql/archived.ts'
import { type Param, type Sql, sql, str, uint, uuids } from '@airgraph/sql/sql.ts'
import { archivedTables, type ArchivedTable } from './archive/structure.ts'
import type { EventStore, LocalSql } from './event-store.ts'
import { contactDaysOf } from './fold/contact-days.ts'
import { keepTotals } from './fold/day-totals.ts'
import { date, going, type Horizons, messageHash, midnight } from './going.ts'

type Store = Pick<EventStore, 'run' | 'query' | 'discard'>

/** Remembers the messages that go, so that what comes later of them is known. */
export const rememberMessages = (
  workspaceId: string,
  before: string,
  months: readonly ArchivedMonth[],
): Sql => sql`
  INSERT INTO removed_messages (workspace_id, contact_id, message)
  SELECT DISTINCT workspace_id, contact_id, ${messageHash} AS message
  FROM ${wherever('events', workspaceId, months)}
  WHERE workspace_id = ${str(workspaceId)} AND message_id != '' AND (contact_id, cityHash64(contact_id, message_id)) GLOBAL IN (
    SELECT contact_id, message_key FROM ${wherever('facts', workspaceId, months)}
    WHERE workspace_id = ${str(workspaceId)} AND message_key != 0 AND sent_at < ${midnight(before)})`

/** Whoever turned out to be somebody else: what was removed of the one was removed of the other. */
export const inheritRemoved = (
  workspaceId: string,
  moved: readonly (readonly [from: ContactId, into: ContactId])[],
): Sql => sql`
  INSERT INTO removed_messages (workspace_id, contact_id, message)
  SELECT workspace_id, toUUID(transform(toString(contact_id), ${texts(moved.map(([from]) => from))}, ${texts(moved.map(([, into]) => into))}, toString(contact_id))) AS heir, message
  FROM removed_messages AS old
  WHERE old.workspace_id = ${str(workspaceId)} AND old.contact_id IN (${uuids(moved.map(([from]) => from))})`
const texts = (value: readonly string[]): Param => ({ type: 'Array(String)', value })

/** The totals of what goes, which stay. To be done, wholly, before anything is removed. */
export async function keepTotalsOf(
  store: Store,
  workspaceId: string,
  removal: string,
  horizons: Horizons,
  months: readonly ArchivedMonth[],
) {
  const facts = wherever('facts', workspaceId, months)
  const goes = sql`workspace_id = ${str(workspaceId)} AND (${going('facts', workspaceId, horizons)})`
  for (const countedBy of ['happened', 'sent'] as const) {
    const where = countedBy === 'sent' ? sql`${goes} AND sent_at > ${midnight('1970-01-01')}` : goes
    await store.run(keepTotals(workspaceId, removal, { countedBy, facts, where }))
  }
}

/** Days whose totals are to be made again without what goes. */
export const touchGoing = (
  workspaceId: string,
  horizons: Horizons,
  months: readonly ArchivedMonth[],
  version: number,
): Sql => sql`
  INSERT INTO days (workspace_id, counted_by, day, touched, touched_at)
  SELECT DISTINCT workspace_id, t.1 AS counted_by, t.2 AS day, ${uint(version)}, now()
  FROM (
    SELECT workspace_id, arrayJoin([('happened', day), ('sent', toDate(sent_at))]) AS t
    FROM ${wherever('facts', workspaceId, months)}
    WHERE workspace_id = ${str(workspaceId)} AND (${going('facts', workspaceId, horizons)}))
  WHERE t.1 = 'happened' OR t.2 > toDate(0)`

/** Totals that were kept of what was removed before go as well. */
export async function dropKeptTotals(store: Store, workspaceId: string, version: number) {
  const own = sql`workspace_id = ${str(workspaceId)}`
  await store.run(sql`
    INSERT INTO days (workspace_id, counted_by, day, touched, touched_at)
    SELECT DISTINCT workspace_id, counted_by, day, ${uint(version)}, now() FROM removed_totals WHERE ${own}`)
  await store.discard('removed_totals', own)
}

/** Takes it out of the tables, month by month. */
export async function discardGoing(store: Store, workspaceId: string, horizons: Horizons) {
  const own = sql`workspace_id = ${str(workspaceId)}`
  for (const table of archivedTables) {
    const which: LocalSql = (local) =>
      sql`${own} AND (${going(table, workspaceId, horizons, local('removed_messages'))})`
    for (const month of await monthsWith(store, table, workspaceId, horizons))
      await store.discard(table, which, month)
  }
}

async function monthsWith(
  store: Store,
  table: ArchivedTable,
  workspaceId: string,
  horizons: Horizons,
) {
  const day = table === 'facts' ? sql`day` : sql`toDate(occurred_at)`
  const { rows } = await store.query(sql`
    SELECT DISTINCT formatDateTime(${day}, '%Y-%m') AS month FROM ${{ chunks: [table] }}
    WHERE workspace_id = ${str(workspaceId)} AND (${going(table, workspaceId, horizons)}) SETTINGS final = 0`)
  return rows.map((row) => String(row['month']))
}

/** What people did on days of which something was removed, made again of what is left. */
export async function redoContactDays(
  store: Store,
  workspaceId: string,
  days: { readonly from: string; readonly before: string },
  months: readonly ArchivedMonth[],
) {
  const old = sql`workspace_id = ${str(workspaceId)}`
  await store.discard(
    'contact_days',
    sql`${old} AND day >= ${date(days.from)} AND day < ${date(days.before)}`,
  )
  const left = sql`FROM ${wherever('events', workspaceId, months)}
    WHERE ${old} AND toDate(occurred_at) >= ${date(days.from)} AND toDate(occurred_at) < ${date(days.before)}`
  await store.run(contactDaysOf(left, 1)) // less than any fold's
}
