import type { ContactId, EventId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { ArchivedMonth } from '@airgraph/sql/archived.ts'
import { join, name, type Sql, sql, str, strings, uint, uuid, uuids } from '@airgraph/sql/sql.ts'
import { shortHash } from './archive/archive-files.ts'
import { evidenceColumns } from './rows.ts'

/** The people of one workspace whose events have changed. */
export interface Touched {
  readonly workspaceId: WorkspaceId
  readonly contactIds: readonly ContactId[]
  /** Months of the workspace that lie in files. */
  readonly archived?: readonly ArchivedMonth[]
}

const theirs = ({ workspaceId, contactIds }: Touched) =>
  sql`workspace_id = ${str(workspaceId)} AND contact_id IN (${uuids(contactIds)}) AND deleted = 0`

/**
 * Of a message that began in an archived month only a part may be in the tables: it is neither judged nor evidence until its
 * reader is brought back.
 */
function isWhole({ workspaceId, contactIds, archived = [] }: Touched): Sql {
  if (archived.length === 0) return sql`1`
  const these = sql`workspace_id = ${str(workspaceId)} AND archive_id IN (${uuids(archived.map(({ archiveId }) => archiveId))})
    AND contact_id IN (${uuids(contactIds)})`
  return sql`(contact_id, ${shortHash(sql`message_id`)}) GLOBAL NOT IN (
    SELECT contact_id, arrayJoin(messages) FROM archived_contacts WHERE ${these}
      AND (archive_id, contact_id) GLOBAL NOT IN (SELECT archive_id, contact_id FROM thawed WHERE ${these}))`
}

/** Who has events in (after, upTo]; what judging wrote itself does not count. */
export const touchedContacts = (after: number, upTo: number) => sql`
  SELECT workspace_id, groupUniqArray(contact_id) AS contact_ids
  FROM recent_events
  WHERE seq > ${uint(after)} AND seq <= ${uint(upTo)} AND revision = 0
    AND contact_id != toUUID('00000000-0000-0000-0000-000000000000')
  GROUP BY workspace_id`

/** What judging reads of a contact: every open and click, and whatever speaks for or against a person behind them. */
const evidenceKinds = [
  'accepted',
  'sent',
  'delivered',
  'opened',
  'clicked',
  'visited',
  'replied',
  'converted',
  'complained',
  'unsubscribed',
] as const

/** Rows for `evidenceFromRow`, in any order. Of mail nobody opened too: who opens everything can only be told by it. */
export const evidenceOf = (touched: Touched) => sql`
  SELECT ${join(evidenceColumns.map(name), ', ')} FROM events
  WHERE ${theirs(touched)} AND kind IN (${strings(evidenceKinds)}) AND ${isWhole(touched)}`

/** Some of these contacts' events, whole. */
export const eventsOf = (touched: Touched, eventIds: readonly EventId[]) => sql`
  SELECT * FROM events WHERE ${theirs(touched)} AND event_id IN (${uuids(eventIds)})`

/** Everything of these contacts, for moving it. */
export const allOfContacts = (touched: Touched) =>
  sql`SELECT * FROM events WHERE ${theirs(touched)}`

/** The next contacts of a workspace, in the order of their ids. */
export const contactsAfter = (
  workspaceId: WorkspaceId,
  after: ContactId | null,
  most: number,
) => sql`
  SELECT DISTINCT contact_id FROM events
  WHERE workspace_id = ${str(workspaceId)} AND deleted = 0
    AND contact_id > ${uuid(after ?? '00000000-0000-0000-0000-000000000000')}
  ORDER BY contact_id LIMIT ${uint(most)}`
