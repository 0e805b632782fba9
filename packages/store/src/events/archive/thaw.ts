/**
 * People are brought back whole, from all archives of their workspace, before anything is derived of them: whoever folds
 * or judges finds all that it would have found had nothing been archived.
 */
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { type ArchivedMonth, monthNumber } from '@airgraph/sql/archived.ts'
import { type Param, sql, str, uint, uuid, uuids } from '@airgraph/sql/sql.ts'
import type { EventStore } from '../event-store.ts'
import { type Range, within } from '../fold/range.ts'
import { shortHash } from './archive-files.ts'

type Store = Pick<EventStore, 'run' | 'query'>

const nobody = sql`toUUID('00000000-0000-0000-0000-000000000000')`
const idsOf = (months: readonly ArchivedMonth[]) => uuids(months.map((one) => one.archiveId))
const numbers = (months: readonly ArchivedMonth[]): Param => ({
  type: 'Array(UInt32)',
  value: months.map(({ month }) => monthNumber(month)),
})
/** A server takes 128 KiB as one parameter. */
const peopleAtOnce = 3_000

/** Whose events a piece of the log has. */
export async function workspacesIn(store: Store, range: Range): Promise<readonly WorkspaceId[]> {
  const { rows } = await store.query(
    sql`SELECT DISTINCT workspace_id FROM recent_events WHERE ${within(range)}`,
  )
  return rows.map((row) => row['workspace_id'] as WorkspaceId)
}

/**
 * Who in a piece of the log did something in an archived month, or something that is archived already, or with a message
 * that is.
 */
export async function lateContacts(
  store: Store,
  range: Range,
  workspaceId: WorkspaceId,
  months: readonly ArchivedMonth[],
): Promise<readonly ContactId[]> {
  const log = sql`FROM recent_events WHERE ${within(range)} AND workspace_id = ${str(workspaceId)} AND contact_id != ${nobody}`
  const known = (column: 'events' | 'messages') => sql`(
    SELECT contact_id, arrayJoin(${{ chunks: [column] }}) FROM archived_contacts
    WHERE workspace_id = ${str(workspaceId)} AND archive_id IN (${idsOf(months)})
      AND contact_id GLOBAL IN (SELECT contact_id ${log}))`
  const { rows } = await store.query(sql`
    SELECT DISTINCT contact_id ${log} AND (
      toYYYYMM(occurred_at) IN (${numbers(months)})
      OR (contact_id, ${shortHash(sql`event_id`)}) GLOBAL IN ${known('events')}
      OR (message_id != '' AND (contact_id, ${shortHash(sql`message_id`)}) GLOBAL IN ${known('messages')}))`)
  return rows.map((row) => row['contact_id'] as ContactId)
}

/**
 * From the files into the tables, where they count from then on. Stopped half-way, it can be repeated: until the last
 * statement the files count. Gives how many events it brought.
 */
export async function thaw(
  store: Store,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  months: readonly ArchivedMonth[],
): Promise<number> {
  let brought = 0
  for (let i = 0; i < contactIds.length; i += peopleAtOnce)
    brought += await thawSome(store, workspaceId, contactIds.slice(i, i + peopleAtOnce), months)
  return brought
}

async function thawSome(
  store: Store,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  months: readonly ArchivedMonth[],
) {
  const left: (readonly [ArchivedMonth, readonly ContactId[]])[] = []
  let brought = 0
  for (const month of months) {
    const back = await thawedAmong(store, workspaceId, contactIds, month)
    const cold = contactIds.filter((id) => !back.has(id))
    if (cold.length === 0) continue
    left.push([month, cold])
    const there = await archivedAmong(store, workspaceId, cold, month)
    if (there.length > 0) brought += await bring(store, workspaceId, there, month)
  }
  for (const [{ archiveId, month }, cold] of left)
    await store.run(sql`
      INSERT INTO thawed (workspace_id, archive_id, month, contact_id)
      SELECT ${str(workspaceId)}, ${uuid(archiveId)}, ${uint(monthNumber(month))}, arrayJoin(${uuids(cold)})`)
  return brought
}

async function bring(
  store: Store,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  { events, facts }: ArchivedMonth,
) {
  const theirs = sql`workspace_id = ${str(workspaceId)} AND contact_id IN (${uuids(contactIds)})`
  await store.run(sql`INSERT INTO events SELECT * FROM ${events} WHERE ${theirs}`)
  await store.run(sql`INSERT INTO facts SELECT *, 0 AS deleted FROM ${facts} WHERE ${theirs}`)
  const { rows } = await store.query(
    sql`SELECT count() AS n FROM ${events} WHERE ${theirs} AND deleted = 0`,
  )
  return Number(rows[0]?.['n'])
}

async function thawedAmong(
  store: Store,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  { archiveId }: ArchivedMonth,
): Promise<ReadonlySet<ContactId>> {
  const { rows } = await store.query(sql`
    SELECT contact_id FROM thawed WHERE workspace_id = ${str(workspaceId)}
      AND archive_id = ${uuid(archiveId)} AND contact_id IN (${uuids(contactIds)})`)
  return new Set(rows.map((row) => row['contact_id'] as ContactId))
}

/** Who of some has rows in an archive, thawed or not. */
export async function archivedAmong(
  store: Store,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  { archiveId }: ArchivedMonth,
): Promise<readonly ContactId[]> {
  const { rows } = await store.query(sql`
    SELECT DISTINCT contact_id FROM archived_contacts WHERE workspace_id = ${str(workspaceId)}
      AND archive_id = ${uuid(archiveId)} AND contact_id IN (${uuids(contactIds)})`)
  return rows.map((row) => row['contact_id'] as ContactId)
}
