import { type Sql, sql, str } from '@airgraph/sql/sql.ts'
import type { Scope } from './scope.ts'

/**
 * The only ways to a table: a question sees the rows of its own workspace, and none that were vacated.
 * Duplicates are folded by the setting `final`, which the store passes with every query.
 */
type Tenant = Pick<Scope, 'workspaceId'>

const rowsOf =
  (table: Sql) =>
  ({ workspaceId }: Tenant): Sql =>
    sql`(SELECT * FROM ${table} WHERE workspace_id = ${str(workspaceId)} AND deleted = 0)`

/** Every event. */
export const eventsOf = rowsOf(sql`events`)
/** A row for each message that any event names. */
export const messagesOf = rowsOf(sql`messages`)
