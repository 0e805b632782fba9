import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Contender } from './contender.ts'
import { messagesTable, sqlQuestions } from './sql-questions.ts'

/** DuckDB in this process, on a database file of its own. */
export async function openDuckDb(folder: string): Promise<Contender> {
  const file = join(folder, 'duckdb.db')
  const isNew = !existsSync(file)
  const database = await DuckDBInstance.create(file, { threads: '2', memory_limit: '4GB' })
  const connection = await database.connect()
  if (isNew) {
    await connection.run(
      `CREATE TABLE events AS SELECT * FROM read_parquet('${folder}/events.parquet') ORDER BY workspace_id, occurred_at`,
    )
    await connection.run(`CREATE TABLE messages AS ${messagesTable}`)
    await connection.run('CHECKPOINT')
  }
  const version = (await connection.runAndReadAll('SELECT version()')).getRows()[0]?.[0]
  return {
    name: 'duckdb',
    what: `DuckDB ${String(version)}, 2 threads, 4 GB`,
    ask(question, workspace, about) {
      const statements = sqlQuestions[question]?.(about)
      if (statements === undefined) return null
      return (async () => {
        let rows = 0
        for (const statement of statements)
          rows += (await connection.runAndReadAll(statement.replaceAll('{ws}', workspace)))
            .currentRowCount
        return rows
      })()
    },
    memory: () => null,
    async [Symbol.asyncDispose]() {
      connection.closeSync()
      database.closeSync()
    },
  }
}
