import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { escapeIdentifier, type Pool, type PoolClient } from 'pg'

/** In an order in which each finds what it refers to. */
const tables = [
  'installation',
  'workspaces',
  'workspace_logos',
  'workspace_removals',
  'people',
  'person_logins',
  'person_two_factors',
  'person_passkeys',
  'members',
  'workspace_agencies',
  'invitations',
  'saved_views',
  'campaign_html',
  'audit_entries',
  'outbox',
  'sources',
  'api_keys',
  'contact_identities',
  'contact_links',
  'idempotent_replies',
  'cursors',
  'workspace_evidence',
  'log_ledgers',
  'archives',
  'retention_policies',
  'retention_runs',
] as const
/** What nobody misses after a restore: whoever was signed in signs in again. */
const passing = ['person_sessions', 'person_verifications', 'email_changes', 'attempts'] as const

const atOnce = 5_000
const fileOf = (dir: string, table: string) => join(dir, `records.${table}.ndjson`)

/** Writes every table, as of one moment, as a file of JSON lines. Gives the files. */
export async function dumpRecords(pool: Pool, dir: string): Promise<readonly string[]> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    for (const table of tables) await dumpTable(client, table, fileOf(dir, table))
    await client.query('COMMIT')
    return tables.map((table) => fileOf(dir, table))
  } finally {
    client.release()
  }
}

async function dumpTable(client: PoolClient, table: string, path: string) {
  const file = createWriteStream(path)
  await client.query(
    `DECLARE dump NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS row FROM ${table} t`,
  )
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`FETCH ${atOnce} FROM dump`)
    if (rows.length === 0) break
    file.write(rows.map(({ row }) => `${row}\n`).join(''))
  }
  await client.query('CLOSE dump')
  file.end()
  await finished(file)
}

/** Puts what was dumped in the place of what is there: all of it, or nothing. */
export async function restoreRecords(pool: Pool, dir: string) {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(`TRUNCATE ${[...tables, ...passing].join(', ')}`)
    for (const table of tables)
      if (existsSync(fileOf(dir, table))) await restoreTable(client, table, fileOf(dir, table)) // an older backup has fewer
    await client.query(
      `SELECT setval(pg_get_serial_sequence('audit_entries', 'entry_id'), coalesce(max(entry_id), 0) + 1, false) FROM audit_entries`,
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

async function restoreTable(client: PoolClient, table: string, path: string) {
  if (!existsSync(path)) return // the backup is older than the table
  let lines: string[] = []
  const write = async () => {
    const columns = columnsOf(lines[0] ?? '{}')
    await client.query(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(null::${table}, $1)`,
      [`[${lines.join(',')}]`],
    )
    lines = []
  }
  for await (const line of createInterface(createReadStream(path))) {
    lines.push(line)
    if (lines.length === atOnce) await write()
  }
  if (lines.length > 0) await write()
}

/** Those that it had when it was dumped: what was added since is as in a new row. */
const columnsOf = (line: string) =>
  Object.keys(JSON.parse(line) as object)
    .map((name) => escapeIdentifier(name))
    .join(', ')
