import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { escapeIdentifier, type Pool, type PoolClient } from 'pg'
import type { Tables } from './schema.ts'

type Fate =
  /** Written, and put in the place of what is there. */
  | 'kept'
  /** Emptied by a restore: nobody misses it, whoever was signed in signs in again. */
  | 'passing'
  /** Follows from the events that are stored. */
  | 'left'

/** Every table, in an order in which each finds what it refers to. */
export const fates = {
  installation: 'kept',
  workspaces: 'kept',
  workspace_logos: 'kept',
  workspace_removals: 'kept',
  people: 'kept',
  person_logins: 'kept',
  person_two_factors: 'kept',
  person_passkeys: 'kept',
  person_sessions: 'passing',
  person_verifications: 'passing',
  email_changes: 'passing',
  attempts: 'passing',
  members: 'kept',
  workspace_agencies: 'kept',
  invitations: 'kept',
  saved_views: 'kept',
  campaign_html: 'kept',
  audit_entries: 'kept',
  outbox: 'kept',
  sources: 'kept',
  api_keys: 'kept',
  contact_identities: 'kept',
  contact_links: 'kept',
  idempotent_replies: 'kept',
  cursors: 'kept',
  commit_sequence: 'left',
  workspace_evidence: 'kept',
  log_ledgers: 'kept',
  archives: 'kept',
  retention_policies: 'kept',
  retention_runs: 'kept',
} satisfies Record<keyof Tables | 'person_passkeys', Fate>

const thatAre = (fate: Fate) =>
  Object.entries(fates)
    .filter(([, of]) => of === fate)
    .map(([table]) => table)
const [kept, passing] = [thatAre('kept'), thatAre('passing')]

const atOnce = 5_000
const fileOf = (dir: string, table: string) => join(dir, `records.${table}.ndjson`)

/** Writes every table, as of one moment, as a file of JSON lines. Gives the files. */
export async function dumpRecords(pool: Pool, dir: string): Promise<readonly string[]> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    for (const table of kept) await dumpTable(client, table, fileOf(dir, table))
    await client.query('COMMIT')
    return kept.map((table) => fileOf(dir, table))
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
    await client.query(`TRUNCATE ${[...kept, ...passing].join(', ')}`)
    for (const table of kept) await restoreTable(client, table, fileOf(dir, table))
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
