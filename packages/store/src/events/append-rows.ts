import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client'
import { quoted } from './parameters.ts'
import type { Columns } from './row-binary.ts'

/** Rows for one insert, each with a value for every column. */
export interface Appended {
  readonly table: string
  readonly columns: Columns
  readonly rows: readonly (readonly unknown[])[]
  readonly settings?: ClickHouseSettings
}

/** Rows for a server go with the statement. */
export const appendRows =
  (client: ClickHouseClient) =>
  async ({ table, columns, rows, settings = {} }: Appended): Promise<void> => {
    await client.insert({
      table,
      columns: Object.keys(columns) as [string, ...string[]],
      values: rows,
      format: 'JSONCompactEachRow',
      clickhouse_settings: settings,
    })
  }

/** An insert is one block in the order of its rows, so that its token means the same rows each time. */
const inOneBlock: ClickHouseSettings = {
  max_insert_threads: '1',
  deduplicate_insert_select: 'enable_even_for_bad_queries',
}

/** The same, as bytes already (`rowBinary`). */
export interface AppendedBinary extends Omit<Appended, 'rows'> {
  readonly bytes: Uint8Array
}

/**
 * Rows for the engine in this process lie in a file while it reads them. With the statement only text can go, which the engine looks
 * through twice and of which it makes words one by one: several times as much work.
 */
export function appendFiles(client: ClickHouseClient, folder: string) {
  rmSync(folder, { recursive: true, force: true }) // what a process left that was ended
  mkdirSync(folder, { recursive: true })
  return async ({ table, columns, bytes, settings = {} }: AppendedBinary): Promise<void> => {
    const file = join(folder, randomUUID())
    await writeFile(file, bytes)
    try {
      await client.command({
        query: statement(table, columns, file),
        clickhouse_settings: { ...settings, ...inOneBlock },
      })
    } finally {
      await rm(file, { force: true })
    }
  }
}

function statement(table: string, columns: Columns, file: string) {
  const names = Object.keys(columns).join(', ')
  const structure = Object.entries(columns).map((column) => column.join(' '))
  return `INSERT INTO ${table} (${names}) SELECT ${names} FROM file(${quoted(file)}, 'RowBinary', ${quoted(structure.join(', '))})`
}
