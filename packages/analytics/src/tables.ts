import { type Sql, sql, str } from '@airgraph/sql/sql.ts'
import type { Scope } from './scope.ts'

/**
 * The only ways to a table, each to stand after FROM: a question sees the rows of its own workspace, and none that were vacated.
 * Duplicates are folded by the setting `final`, which the store passes with every query.
 */
type Tenant = Pick<Scope, 'workspaceId'>

const rowsOf =
  (table: Sql, alive: Sql) =>
  ({ workspaceId }: Tenant, where: Sql = sql`1`): Sql =>
    sql`${table} WHERE workspace_id = ${str(workspaceId)} AND ${alive} AND (${where})`

/** Every event, as it was told. */
export const eventsOf = rowsOf(sql`events`, sql`deleted = 0`)
/** Every event with what its message lends it, and what it is the first of. */
export const factsOf = rowsOf(sql`facts`, sql`1`)
/** Facts of days that no longer change, added up. */
export const dayTotalsOf = rowsOf(sql`day_totals`, sql`1`)
/** Which days those are. */
export const daysOf = rowsOf(sql`days`, sql`1`)
