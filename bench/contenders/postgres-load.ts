import { createReadStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Pool, PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Dataset } from '../dataset/dataset.ts'
import { acts, createTable, type TableName, tableNames, types } from './star-schema.ts'

/** Rows in a file on their way from Parquet to PostgreSQL. */
const inPart = 5_000_000

/** What keeps a repeated webhook from counting twice, and then an index for each question that can use one. */
const indexes = [
  'ALTER TABLE contacts ADD PRIMARY KEY (id), ADD UNIQUE (workspace, name)',
  'ALTER TABLE campaigns ADD PRIMARY KEY (id), ADD UNIQUE (workspace, name)',
  'ALTER TABLE links ADD PRIMARY KEY (id)',
  'ALTER TABLE property_sets ADD PRIMARY KEY (id)',
  'ALTER TABLE messages ADD PRIMARY KEY (id), ADD UNIQUE (workspace, message_id, contact)',
  'ALTER TABLE events ADD PRIMARY KEY (id)',
  'CREATE INDEX ON events (contact, occurred_at)',
  `CREATE INDEX ON events (workspace, kind, occurred_at) INCLUDE (engagement, contact, message, campaign, amount, currency) WHERE ${acts.where}`,
  `CREATE INDEX ON events (campaign, occurred_at) INCLUDE (workspace, engagement, link, message) WHERE kind = 'clicked'`,
  `CREATE INDEX ON events (message, kind, occurred_at) INCLUDE (engagement, workspace) WHERE message IS NOT NULL AND ${acts.where}`,
  'CREATE INDEX ON messages (workspace, sent_at) INCLUDE (campaign, delivered_at, opened_at, clicked_at)',
  'CREATE INDEX ON messages (workspace, delivered_at) INCLUDE (campaign, provider)',
  'CREATE INDEX ON messages (workspace, opened_at) INCLUDE (campaign, provider) WHERE opened_at IS NOT NULL',
  'CREATE INDEX ON messages (workspace, clicked_at) INCLUDE (campaign, provider) WHERE clicked_at IS NOT NULL',
  'CREATE INDEX ON messages (workspace, bounced_at) INCLUDE (campaign) WHERE bounced_at IS NOT NULL',
  'CREATE INDEX ON messages (workspace, machine_opened_at) INCLUDE (provider) WHERE machine_opened_at IS NOT NULL',
  'CREATE INDEX ON messages (workspace, unsubscribed_at) INCLUDE (campaign) WHERE unsubscribed_at IS NOT NULL',
  'CREATE INDEX ON messages (workspace, complained_at) INCLUDE (campaign) WHERE complained_at IS NOT NULL',
]

/** Without them it takes hours for as many as rows, and gathers them with one process. */
const statistics = ['sent_at', 'delivered_at', 'opened_at', 'machine_opened_at', 'clicked_at'].map(
  (column) =>
    `CREATE STATISTICS hours_of_${column} ON provider, date_trunc('hour', ${column}) FROM messages`,
)

/** Everything anew: what a load that was stopped left is dropped. */
export async function fill(pool: Pool, dataset: Dataset): Promise<void> {
  await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  for (const type of types) await pool.query(type)
  const reader = await DuckDBInstance.create(':memory:')
  const rows = await reader.connect()
  const client = await pool.connect()
  try {
    for (const table of tableNames) await copy(client, rows, dataset, table)
  } finally {
    client.release()
    rows.closeSync()
    reader.closeSync()
  }
  for (const statement of [...indexes, ...statistics]) await pool.query(statement)
  await pool.query(`CREATE VIEW acts AS SELECT ${acts.columns} FROM events WHERE ${acts.where}`)
  await pool.query('VACUUM (ANALYZE, FREEZE)')
  await pool.query('CHECKPOINT')
}

/** In the transaction that creates the table, so that it is written once and not also to the log. */
async function copy(
  client: PoolClient,
  rows: DuckDBConnection,
  { folder }: Dataset,
  table: TableName,
) {
  const source = `read_parquet('${join(folder, 'star', `${table}.parquet`)}')`
  const [[count] = []] = (await rows.runAndReadAll(`SELECT count(*) FROM ${source}`)).getRows()
  const part = join(folder, `postgres-${table}.csv`)
  await client.query('BEGIN')
  await client.query(createTable(table))
  for (let from = 0; from < Number(count); from += inPart) {
    await rows.run(
      `COPY (SELECT * FROM ${source} LIMIT ${inPart} OFFSET ${from}) TO '${part}' (FORMAT csv, HEADER false)`,
    )
    const into = client.query(copyFrom(`COPY ${table} FROM STDIN WITH (FORMAT csv, FREEZE)`))
    await pipeline(createReadStream(part, { highWaterMark: 1 << 20 }), into)
    rmSync(part)
  }
  await client.query('COMMIT')
}
