import type { ClickHouseClient } from '@clickhouse/client'

const moved = ['events', 'recent_events'] as const
const views = ['recent_events_to_events', 'events_to_messages', 'events_to_contact_days'] as const

const isThere = async (client: ClickHouseClient, table: string) => {
  const answer = await client.query({ query: `EXISTS TABLE ${table}`, format: 'JSONEachRow' })
  const [row] = await answer.json<{ result: number }>()
  return row?.result === 1
}

/** Makes way for the tables of today, keeping what happened. Stopped half-way, it is done again. */
export async function setAside(client: ClickHouseClient) {
  if (!(await isThere(client, 'messages'))) return // set aside already
  for (const view of views) await client.command({ query: `DROP VIEW IF EXISTS ${view} SYNC` })
  await client.command({ query: 'DROP TABLE IF EXISTS contact_days SYNC' })
  for (const table of moved)
    if (!(await isThere(client, `${table}_before`)))
      await client.command({ query: `RENAME TABLE ${table} TO ${table}_before` })
  await client.command({ query: 'DROP TABLE messages SYNC' })
}

/** What was set aside, into the tables of today. Everything derived is made from it when the server starts. */
export async function takeOver(client: ClickHouseClient) {
  for (const table of moved) {
    if (!(await isThere(client, `${table}_before`))) continue
    await client.command({ query: `TRUNCATE TABLE ${table}` }) // of a copy that was cut short
    const columns = await columnsOf(client, `${table}_before`)
    await client.command({
      query: `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${table}_before`,
      clickhouse_settings: { max_partitions_per_insert_block: '0' },
    })
    await client.command({ query: `DROP TABLE ${table}_before SYNC` })
  }
}

async function columnsOf(client: ClickHouseClient, table: string) {
  const answer = await client.query({
    query: `SELECT name FROM system.columns
      WHERE database = currentDatabase() AND table = {table: String} AND default_kind = '' ORDER BY position`,
    query_params: { table },
    format: 'JSONEachRow',
  })
  return (await answer.json<{ name: string }>()).map(({ name }) => name).join(', ')
}
