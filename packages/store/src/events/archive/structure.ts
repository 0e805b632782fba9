import { eventColumns, factColumns } from '../migrations.ts'

/** "name Type, …", as the engine takes it for a file; a column that files of old have not is read as its type's zero. */
const structureOf = (columns: string) =>
  columns
    .trim()
    .split(/,\n\s*/)
    .filter((column) => !column.includes(' MATERIALIZED '))
    .map((column) => column.replace(/ (CODEC|DEFAULT)\b.*$/, ''))
    .join(', ')

/**
 * Ids are text in the files: of UUIDs in Parquet the engine writes bounds that it takes for broken when it reads them.
 */
const asText = (structure: string) => structure.replaceAll(/ UUID\b/g, ' String')

/** The columns of the tables as `*` says them, but for `facts.deleted`: what is gone is not archived. */
export const structures = {
  events: asText(structureOf(eventColumns)),
  facts: asText(`${structureOf(factColumns)}, version UInt64`),
} as const

export type ArchivedTable = keyof typeof structures
export const idsIn = {
  events: ['contact_id', 'event_id'],
  facts: ['contact_id'],
} as const satisfies Readonly<Record<ArchivedTable, readonly string[]>>
export const archivedTables = ['events', 'facts'] as const satisfies readonly ArchivedTable[]
