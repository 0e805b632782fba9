import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { monthNumber } from '@airgraph/sql/archived.ts'
import { empty, type Sql, sql, str, uuids } from '@airgraph/sql/sql.ts'
import type { LocalSql } from './event-store.ts'
import { target } from './target.ts'

/** Every table that has rows of a contact. */
const ofContacts = [
  'recent_events',
  'events',
  'facts',
  'folding',
  'contact_days',
  'archived_contacts',
  'thawed',
  'removed_messages',
] as const

/** Takes every row of these contacts off the disk; each statement is over when it is done everywhere. */
export const forgetContacts = (
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  cluster: string | undefined,
): readonly Sql[] =>
  ofContacts.map(
    (table) => sql`ALTER TABLE ${target(table, cluster)}
      DELETE WHERE workspace_id = ${str(workspaceId)} AND contact_id IN (${uuids(contactIds)})
      SETTINGS mutations_sync = 2`,
  )

/** Every table that has rows of a workspace. */
const ofWorkspaces = [...ofContacts, 'day_totals', 'days', 'removed_totals'] as const

/** Takes every row of that workspace off the disk; each statement is over when it is done everywhere. */
export const forgetWorkspace = (
  workspaceId: WorkspaceId,
  cluster: string | undefined,
): readonly Sql[] =>
  ofWorkspaces.map(
    (table) => sql`ALTER TABLE ${target(table, cluster)}
      DELETE WHERE workspace_id = ${str(workspaceId)}
      SETTINGS mutations_sync = 2`,
  )

/** Rows of what a condition names; of one partition where a month is given ("2026-03"). */
export const discardRows = (
  table: string,
  which: Sql | LocalSql,
  month: string | undefined,
  cluster: string | undefined,
): Sql => {
  const partition: Sql =
    month === undefined ? empty : { chunks: [`IN PARTITION ${monthNumber(month)}`] }
  const local = (other: string): Sql => ({
    chunks: [cluster === undefined ? other : `${other}_local`],
  })
  return sql`ALTER TABLE ${target(table, cluster)} DELETE ${partition}
    WHERE ${typeof which === 'function' ? which(local) : which}
    SETTINGS mutations_sync = 2, allow_nondeterministic_mutations = 1`
}
