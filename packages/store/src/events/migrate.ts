import type { ClickHouseClient } from '@clickhouse/client'
import { migrations } from './migrations.ts'

const ledger = `
  CREATE TABLE IF NOT EXISTS schema_migrations (version UInt32, name String, applied_at DateTime DEFAULT now())
  ENGINE = MergeTree ORDER BY version`

/** Brings the tables up to the newest version. Stopped half-way, it carries on at the statement that is missing. */
export async function migrate(client: ClickHouseClient) {
  await client.command({ query: ledger })
  const result = await client.query({
    query: 'SELECT max(version) AS version FROM schema_migrations',
    format: 'JSONEachRow',
  })
  const [row] = await result.json<{ version: number }>()
  const current = row?.version ?? 0
  for (const { version, name, statements } of migrations) {
    if (version <= current) continue
    for (const statement of statements) await client.command({ query: carriedOn(statement) })
    await client.insert({
      table: 'schema_migrations',
      values: [{ version, name }],
      format: 'JSONEachRow',
    })
  }
}

const carriedOn = (statement: string) =>
  statement.replace(/^CREATE (TABLE|MATERIALIZED VIEW) /, 'CREATE $1 IF NOT EXISTS ')
