import type { ClickHouseClient } from '@clickhouse/client'
import { ledgerOnCluster, onCluster } from './cluster.ts'
import { setAside, takeOver } from './from-version-1.ts'
import { migrations } from './migrations.ts'

const ledger = `
  CREATE TABLE IF NOT EXISTS schema_migrations (version UInt32, name String, applied_at DateTime DEFAULT now())
  ENGINE = MergeTree ORDER BY version`

/**
 * Brings the tables up to the newest version, on one server or on all of a cluster. Stopped half-way, it carries on at the
 * statement that is missing.
 */
export async function migrate(client: ClickHouseClient, cluster?: string) {
  await client.command({ query: cluster === undefined ? ledger : ledgerOnCluster(cluster) })
  const result = await client.query({
    query: 'SELECT max(version) AS version FROM schema_migrations',
    format: 'JSONEachRow',
  })
  const [row] = await result.json<{ version: number }>()
  const current = row?.version ?? 0
  if (current === 1) await setAside(client)
  for (const { version, name, statements } of migrations) {
    if (version <= current) continue
    for (const statement of statements)
      for (const one of cluster === undefined
        ? [carriedOn(statement)]
        : onCluster(statement, cluster))
        await client.command({ query: one })
    if (current === 1) await takeOver(client)
    await client.insert({
      table: 'schema_migrations',
      values: [{ version, name }],
      format: 'JSONEachRow',
    })
  }
}

const carriedOn = (statement: string) =>
  statement.replace(/^CREATE TABLE /, 'CREATE TABLE IF NOT EXISTS ')
