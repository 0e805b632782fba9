import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { type ArchivedMonth, monthNumber } from '@airgraph/sql/archived.ts'
import { join, type Sql, sql, str, uint, uuid, uuids } from '@airgraph/sql/sql.ts'
import type { EventStore } from '../event-store.ts'
import { type ArchiveOf, asArchivedMonth } from './archive-files.ts'
import type { Place } from './place.ts'
import { archivedTables, type ArchivedTable } from './structure.ts'

type Store = Pick<EventStore, 'run' | 'query' | 'discard'>

const days: Readonly<Record<ArchivedTable, Sql>> = {
  events: sql`toYYYYMM(occurred_at)`,
  facts: sql`toYYYYMM(day)`,
}
const nobody = sql`toUUID('00000000-0000-0000-0000-000000000000')`
const thawedIn = ({ workspaceId, archiveId }: ArchiveOf, thawed: Sql = sql`thawed`) => sql`(
  SELECT contact_id FROM ${thawed} WHERE workspace_id = ${str(workspaceId)} AND archive_id = ${uuid(archiveId)})`

/** Takes what is archived out of the tables, where it does not count any more. */
export async function discardArchived(store: Store, of: ArchiveOf) {
  for (const table of archivedTables)
    await store.discard(
      table,
      (
        local,
      ) => sql`workspace_id = ${str(of.workspaceId)} AND ${days[table]} = ${uint(monthNumber(of.month))}
        AND contact_id != ${nobody} AND contact_id NOT IN ${thawedIn(of, local('thawed'))}`,
      of.month,
    )
}

/** Puts what is archived back into the tables, where it does not count yet. Throws, and changes no number, where they differ. */
export async function copyBack(store: Store, place: Place, of: ArchiveOf) {
  const files = asArchivedMonth(place, of)
  const cold = sql`contact_id GLOBAL NOT IN ${thawedIn(of)}`
  await store.run(sql`INSERT INTO events SELECT * FROM ${files.events} WHERE ${cold}`)
  await store.run(sql`INSERT INTO facts SELECT *, 0 AS deleted FROM ${files.facts} WHERE ${cold}`)
  for (const table of archivedTables) {
    const hot = sql`${{ chunks: [table] }} WHERE workspace_id = ${str(of.workspaceId)}
      AND ${days[table]} = ${uint(monthNumber(of.month))} AND contact_id != ${nobody} AND ${cold}`
    const { rows } = await store.query(sql`
      SELECT (SELECT count() FROM ${files[table]} WHERE ${cold}) AS archived, (SELECT count() FROM ${hot}) AS stored`)
    const [archived, stored] = [Number(rows[0]?.['archived']), Number(rows[0]?.['stored'])]
    if (archived !== stored)
      throw new Failure(
        'unavailable',
        `Of ${table} in ${of.month} ${archived} rows are archived, but ${stored} came back. The archive still counts.`,
      )
  }
}

/** Of an archive that takes another's place: the same people are thawed, but for some who are forgotten. */
export const inheritThawed = (
  store: Store,
  from: ArchiveOf,
  to: ArchiveOf,
  without: readonly ContactId[],
) =>
  store.run(sql`
    INSERT INTO thawed (workspace_id, archive_id, month, contact_id)
    SELECT workspace_id, ${uuid(to.archiveId)} AS archive_id, month, contact_id FROM thawed AS old
    WHERE old.workspace_id = ${str(from.workspaceId)} AND old.archive_id = ${uuid(from.archiveId)}
      AND old.contact_id NOT IN (${uuids(without)})`)

/** What is known of an archive besides its files. */
export async function forgetArchive(store: Store, { workspaceId, archiveId }: ArchiveOf) {
  for (const table of ['archived_contacts', 'thawed'] as const)
    await store.discard(
      table,
      sql`workspace_id = ${str(workspaceId)} AND archive_id = ${uuid(archiveId)}`,
    )
}

/** Events of each month that are in the tables and name somebody, without what counts in files: "2026-03" → how many. */
export async function storedMonths(
  store: Store,
  workspaceId: WorkspaceId,
  archived: readonly ArchiveOf[] = [],
) {
  const cold = archived.map(
    (of) =>
      sql`AND NOT (toYYYYMM(occurred_at) = ${uint(monthNumber(of.month))} AND contact_id GLOBAL NOT IN ${thawedIn(of)})`,
  )
  const { rows } = await store.query(sql`
    SELECT formatDateTime(occurred_at, '%Y-%m') AS month, count() AS events FROM events
    WHERE workspace_id = ${str(workspaceId)} AND contact_id != ${nobody} AND deleted = 0 ${join(cold, ' ')}
    GROUP BY month ORDER BY month`)
  return new Map(rows.map((row) => [String(row['month']), Number(row['events'])]))
}

/** The months in which a person has something archived that counts. */
export async function coldMonthsOf(
  store: Pick<EventStore, 'query'>,
  workspaceId: WorkspaceId,
  contactId: ContactId,
  months: readonly ArchivedMonth[],
): Promise<readonly ArchivedMonth[]> {
  if (months.length === 0) return []
  const { rows } = await store.query(sql`
    SELECT DISTINCT toString(archive_id) AS id FROM archived_contacts
    WHERE workspace_id = ${str(workspaceId)} AND contact_id = ${uuid(contactId)}
      AND archive_id IN (${uuids(months.map(({ archiveId }) => archiveId))})`)
  const there = new Set(rows.map((row) => String(row['id'])))
  return months.filter(({ archiveId }) => there.has(archiveId))
}
