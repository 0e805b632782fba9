import { eventColumns, factColumns } from '../migrations.ts'

/** "name Type, …", as the engine takes it for a file; a column that files of old have not is read as its type's zero. */
const structureOf = (columns: string) =>
  columns
    .trim()
    .split(/,\n\s*/)
    .filter((column) => !column.includes(' MATERIALIZED '))
    .map((column) => column.replace(/ (CODEC|DEFAULT)\b.*$/, ''))
    .join(', ')

/** The columns of the tables as `*` says them, but for `facts.deleted`: what is gone is not archived. */
export const structures = {
  events: structureOf(eventColumns),
  facts: `${structureOf(factColumns)}, version UInt64`,
} as const

export type ArchivedTable = keyof typeof structures
export const archivedTables = ['events', 'facts'] as const satisfies readonly ArchivedTable[]
