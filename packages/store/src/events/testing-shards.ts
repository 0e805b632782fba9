/**
 * Three shards in one process, through the engine's real distributed planner: a cluster whose shards all name this
 * process, and on each shard tables that show a third of what is stored.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClickHouseClient } from '@clickhouse/client'
import { Session } from 'chdb'
import { clickhouseStore } from './clickhouse.ts'
import { shardKeys } from './cluster.ts'
import { connect, type Connections } from './connect.ts'
import type { EventStore } from './event-store.ts'
import { migrations } from './migrations.ts'

const cluster = 'three_shards'
const shards = 3

const config = (port: number) => `
<clickhouse>
  <tcp_port>${port}</tcp_port>
  <listen_host>127.0.0.1</listen_host>
  <remote_servers><${cluster}>
    ${`<shard><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`.repeat(shards)}
  </${cluster}></remote_servers>
</clickhouse>`

async function freePort() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return address !== null && typeof address === 'object' ? address.port : 0
}

/**
 * What is stored stays in `x_base`; `x` reads it through the cluster. Rows of different shards never fold into each other,
 * as they never meet: the shard comes first in the key.
 */
async function shard(client: ClickHouseClient) {
  const run = (query: string) => client.command({ query })
  for (const statement of migrations.flatMap(({ statements }) => statements)) {
    const [, table = ''] = /^CREATE TABLE (\w+)/.exec(statement) ?? []
    const own = `${shardKeys[table]} % ${shards}`
    await run(
      statement
        .replace(`TABLE ${table}`, `TABLE ${table}_base`)
        .replaceAll(/(ORDER BY|PRIMARY KEY) \(/g, `$1 (${own}, `),
    )
    await run(
      `CREATE VIEW ${table}_shard AS SELECT * FROM ${table}_base WHERE ${own} = shardNum() - 1`,
    )
    await run(
      `CREATE TABLE ${table} AS ${table}_base ENGINE = Distributed(${cluster}, currentDatabase(), ${table}_shard)`,
    )
  }
}

/** A view takes no rows: they go where the views look. */
const toBase = (text: string) =>
  text.replace(
    /\b(INSERT INTO|TRUNCATE TABLE|OPTIMIZE TABLE|ALTER TABLE) (\w+)/g,
    (whole, verb, table) => (table in shardKeys ? `${String(verb)} ${String(table)}_base` : whole),
  )

function writingToBase(client: ClickHouseClient): ClickHouseClient {
  return new Proxy(client, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target)
      if (typeof value !== 'function') return value
      if (property === 'command')
        return (params: { readonly query: string }) =>
          value.call(target, { ...params, query: toBase(params.query) })
      return value.bind(target)
    },
  })
}

/** An event store over three shards, on a folder of its own. */
export async function openShards(): Promise<EventStore> {
  const dir = mkdtempSync(join(tmpdir(), 'airgraph-shards-'))
  const file = join(dir, 'config.xml')
  writeFileSync(file, config(await freePort()))
  const path = join(dir, 'events')
  const engine = new Session(path, { connectionArgs: [`--config-file=${file}`] })
  const embedded = connect({ dir: path })
  await shard(embedded.maintain)
  const connections: Connections = {
    ...embedded,
    journal: undefined,
    append: (rows) => embedded.append({ ...rows, table: `${rows.table}_base` }),
    maintain: writingToBase(embedded.maintain),
    async [Symbol.asyncDispose]() {
      await embedded[Symbol.asyncDispose]()
      engine.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
  return clickhouseStore(connections)
}
