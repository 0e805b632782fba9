import { existsSync, rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { createLending } from '@airgraph/store/events/lending.ts'
import type { Dataset } from '../dataset/dataset.ts'
import { type Engine, patience } from './contender.ts'
import { loadOnce } from './loaded.ts'
import { starQuestions } from './star-questions.ts'
import { acts, createTable, type TableName, tableNames, types } from './star-schema.ts'
import { tableOf } from './table.ts'

const settings = {
  threads: String(availableParallelism()),
  memory_limit: `${Math.round(totalmem() / 2 ** 21)}MiB`,
}
/** As many as the driver has threads to wait on (`UV_THREADPOOL_SIZE`). */
const connectionsAtOnce = 8
const fileOf = ({ folder }: Dataset) => join(folder, 'duckdb.db')

/**
 * DuckDB has no index that is worth its memory here, but skips what lies outside a range: so each table is in the order in
 * which it is looked for, and the acts are a narrow table of their own.
 */
const orders: Readonly<Partial<Record<TableName, string>>> = {
  messages: 'ORDER BY workspace, sent_at',
  events: 'ORDER BY workspace, contact, occurred_at',
}

async function fill(dataset: Dataset) {
  rmSync(fileOf(dataset), { force: true })
  rmSync(`${fileOf(dataset)}.wal`, { force: true })
  const database = await DuckDBInstance.create(fileOf(dataset), settings)
  const connection = await database.connect()
  for (const type of types) await connection.run(type)
  for (const table of tableNames) {
    await connection.run(createTable(table))
    const file = join(dataset.folder, 'star', `${table}.parquet`)
    await connection.run(
      `INSERT INTO ${table} SELECT * FROM read_parquet('${file}') ${orders[table] ?? ''}`,
    )
  }
  await connection.run(
    `CREATE TABLE acts AS SELECT ${acts.columns} FROM events WHERE ${acts.where} ORDER BY workspace, kind, occurred_at`,
  )
  await connection.run('CHECKPOINT')
  connection.closeSync()
  database.closeSync()
}

async function read(connection: DuckDBConnection, statement: string) {
  const timer = setTimeout(() => connection.interrupt(), patience)
  try {
    return tableOf((await connection.runAndReadAll(statement)).getRowsJS())
  } finally {
    clearTimeout(timer)
  }
}

async function connectAll(database: DuckDBInstance) {
  const open = await Promise.all(
    Array.from({ length: connectionsAtOnce }, () => database.connect()),
  )
  const lendable = open.map((connection) => ({
    connection,
    close: () => Promise.resolve(connection.closeSync()),
  }))
  const next = () => {
    const one = lendable.pop()
    if (one === undefined) throw new Error('more connections are lent than there are')
    return one
  }
  return createLending(next, connectionsAtOnce, () => Promise.resolve())
}

export const duckdb: Engine = {
  name: 'duckdb',
  needsStar: true,
  load: (dataset) => loadOnce(join(dataset.folder, 'duckdb.loaded.json'), () => fill(dataset)),
  async open(dataset) {
    if (!existsSync(fileOf(dataset))) throw new Error(`${fileOf(dataset)} was never loaded.`)
    const database = await DuckDBInstance.create(fileOf(dataset), {
      ...settings,
      access_mode: 'READ_ONLY',
    })
    const connections = await connectAll(database)
    const [[version] = []] = await connections.lend(({ connection }) =>
      read(connection, 'SELECT version()'),
    )
    return {
      what: `DuckDB ${version}, ${settings.threads} threads, at most ${settings.memory_limit}, ${connectionsAtOnce} connections`,
      async ask(question, workspace, about) {
        const statements = starQuestions[question]?.(about)
        if (statements === undefined) throw new Error(`DuckDB has no SQL for “${question}”.`)
        return Promise.all(
          statements.map((statement) =>
            connections.lend(({ connection }) =>
              read(connection, statement.replaceAll('{ws}', workspace)),
            ),
          ),
        )
      },
      bytes: async () => (await stat(fileOf(dataset))).size,
      processes: [process.pid],
      async [Symbol.asyncDispose]() {
        await connections[Symbol.asyncDispose]()
        database.closeSync()
      },
    }
  },
}
