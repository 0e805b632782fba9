/**
 * The same tables on a cluster: each is `x_local`, replicated, on every shard, and `x` in front of them all. What belongs
 * to one contact is on one shard.
 */
import type { ClickHouseSettings } from '@clickhouse/client'
import { migrations } from './migrations.ts'

const ofContact = 'cityHash64(workspace_id, contact_id)'

/** By what the rows of each table are spread over the shards. */
export const shardKeys: Readonly<Record<string, string>> = {
  recent_events: ofContact,
  events: ofContact,
  facts: ofContact,
  folding: ofContact,
  contact_days: ofContact,
  archived_contacts: ofContact,
  thawed: ofContact,
  removed_messages: ofContact,
  day_totals: 'cityHash64(workspace_id, day)',
  removed_totals: 'cityHash64(workspace_id, day)',
  days: 'cityHash64(workspace_id, day)',
}

const createTable =
  /^CREATE TABLE (\w+) \(([\s\S]*)\)\s+ENGINE = (\w*MergeTree)(?:\(([^)]*)\))?([\s\S]*)$/

/** A `CREATE TABLE` of ours as the statements that create it on the cluster. Throws at a table that nobody has spread. */
export function onCluster(statement: string, cluster: string): readonly string[] {
  const [, table = '', columns = '', engine = '', given = '', rest = ''] =
    createTable.exec(statement) ?? []
  const key = shardKeys[table]
  if (key === undefined)
    throw new Error(`not a table that is spread over shards: ${statement.slice(0, 80)}`)
  const path = `'/clickhouse/tables/{shard}/{database}/${table}', '{replica}'`
  const args = given === '' ? path : `${path}, ${given}`
  const settings = rest.replace(/non_replicated_deduplication_window = \d+,?\s*/, '')
  return [
    `CREATE TABLE IF NOT EXISTS ${table}_local ON CLUSTER '${cluster}' (${columns})
     ENGINE = Replicated${engine}(${args})${settings}`,
    `CREATE TABLE IF NOT EXISTS ${table} ON CLUSTER '${cluster}' AS ${table}_local
     ENGINE = Distributed('${cluster}', currentDatabase(), '${table}_local', ${key})`,
  ]
}

/** The ledger of migrations, with one content on every node. */
export const ledgerOnCluster = (cluster: string) => `
  CREATE TABLE IF NOT EXISTS schema_migrations ON CLUSTER '${cluster}'
    (version UInt32, name String, applied_at DateTime DEFAULT now())
  ENGINE = ReplicatedMergeTree('/clickhouse/tables/all/{database}/schema_migrations', '{shard}-{replica}')
  ORDER BY version`

export const tables = migrations.flatMap(({ statements }) =>
  statements.map((statement) => createTable.exec(statement)?.[1] ?? ''),
)

/**
 * An insert is on its shards when it is acknowledged, and what is derived is derived where the rows are. All read and write the
 * same replica of a shard while it is there: a reader on one that lags behind would take rows that it does not see for none.
 */
export const spread = (insertQuorum?: number | 'auto'): ClickHouseSettings => ({
  distributed_foreground_insert: 1,
  parallel_distributed_insert_select: '2',
  distributed_product_mode: 'deny',
  skip_unavailable_shards: 0,
  load_balancing: 'in_order',
  prefer_localhost_replica: 0,
  distributed_ddl_task_timeout: '100',
  ...(insertQuorum !== undefined && { insert_quorum: String(insertQuorum) }),
})
