import { join, name, type Param, type Sql, sql, str, uint } from './sql.ts'

/**
 * A month of one workspace whose rows lie in files. What is in the files counts, and not what the tables have of that
 * month; but of people who were brought back since ("thawed") it is the tables that count.
 */
export interface ArchivedMonth {
  /** "2026-03", in UTC. */
  readonly month: string
  readonly archiveId: string
  /** Each to stand after FROM; with the columns of the table, as `*` says them. */
  readonly events: Sql
  readonly facts: Sql
}

const all: Readonly<Record<'events' | 'facts', Sql>> = {
  events: sql`*`,
  facts: sql`* EXCEPT (deleted)`,
}
const monthOf: Readonly<Record<'events' | 'facts', Sql>> = {
  events: sql`toYYYYMM(occurred_at)`,
  facts: sql`toYYYYMM(day)`,
}
const nobody = sql`toUUID('00000000-0000-0000-0000-000000000000')`

/** "2026-03" as the engine numbers its partitions: 202603. */
export const monthNumber = (month: string) => Number(month.replace('-', ''))

const numbers = (value: readonly number[]): Param => ({ type: 'Array(UInt32)', value })
const ids = (value: readonly string[]): Param => ({ type: 'Array(UUID)', value })

/** The people whose rows count in the tables, though their month is archived. */
const thawed = (workspaceId: string, months: readonly ArchivedMonth[]) => sql`
  (SELECT month, contact_id FROM thawed WHERE workspace_id = ${str(workspaceId)}
    AND archive_id IN (${ids(months.map(({ archiveId }) => archiveId))}))`

/** The engine's reader of Parquet loses what a condition says twice, when it is let take conditions out of WHERE. */
const asItStands = sql`SETTINGS optimize_move_to_prewhere = 0`

/**
 * To stand after FROM: the rows of one workspace wherever they lie. Everything of one statement that asks for the same months
 * sees the same people thawed. Events that name nobody are never archived.
 */
export function wherever(
  table: 'events' | 'facts',
  workspaceId: string,
  months: readonly ArchivedMonth[],
): Sql {
  if (months.length === 0) return name(table)
  const own = sql`workspace_id = ${str(workspaceId)}`
  const back = thawed(workspaceId, months)
  const hot = sql`SELECT ${all[table]} FROM ${name(table)} WHERE ${own} AND (
    ${monthOf[table]} NOT IN (${numbers(months.map(({ month }) => monthNumber(month)))}) OR contact_id = ${nobody}
    OR (${monthOf[table]}, contact_id) GLOBAL IN ${back})`
  const cold = months.map(
    (one) => sql`SELECT * FROM ${one[table]} WHERE ${own}
      AND (toUInt32(${uint(monthNumber(one.month))}), contact_id) GLOBAL NOT IN ${back} ${asItStands}`,
  )
  return sql`(${join([hot, ...cold], ' UNION ALL ')})`
}
