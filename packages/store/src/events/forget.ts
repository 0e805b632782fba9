import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Sql, sql, str, uuids } from '@airgraph/sql/sql.ts'

/** Every table that has rows of a contact. */
const ofContacts = ['recent_events', 'events', 'facts', 'folding', 'contact_days'] as const

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
const ofWorkspaces = [...ofContacts, 'day_totals', 'days'] as const

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

const target = (table: string, cluster: string | undefined): Sql => ({
  chunks: [cluster === undefined ? table : `${table}_local ON CLUSTER '${cluster}'`],
})
