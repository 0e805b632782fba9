import { wherever } from '@airgraph/sql/archived.ts'
import { name, type Sql, sql, str } from '@airgraph/sql/sql.ts'
import { type Months, within } from './months.ts'
import type { Scope } from './scope.ts'

/**
 * The only ways to a table, each to stand after FROM: a question sees the rows of its own workspace, and none that were vacated.
 * Duplicates are folded by the setting `final`, which the store passes with every query.
 */
type Tenant = Pick<Scope, 'workspaceId' | 'archived'>

const rowsOf =
  (table: Sql, alive: Sql) =>
  ({ workspaceId }: Tenant, where: Sql = sql`1`): Sql =>
    sql`${table} WHERE workspace_id = ${str(workspaceId)} AND ${alive} AND (${where})`

/** Some months lie in files: they are read too where what is asked for may be in them. */
const rowsWherever =
  (table: 'events' | 'facts', alive: Sql) =>
  (tenant: Tenant, where: Sql, months: Months): Sql => {
    const cold = (tenant.archived ?? []).filter(({ month }) => within(months, month))
    const source = cold.length === 0 ? name(table) : wherever(table, tenant.workspaceId, cold)
    return rowsOf(source, alive)(tenant, where)
  }

/** Every event, as it was told. `months`: in which it can have happened. */
export const eventsOf = rowsWherever('events', sql`deleted = 0`)
/** Every event with what its message lends it, and what it is the first of. */
export const factsOf = rowsWherever('facts', sql`1`)
/** Facts of days that no longer change, added up. */
export const dayTotalsOf = rowsOf(sql`day_totals`, sql`1`)
/** What was added up of facts before they were removed. */
export const removedTotalsOf = rowsOf(sql`removed_totals`, sql`1`)
/** Which days those are. */
export const daysOf = rowsOf(sql`days`, sql`1`)
