/**
 * A whole installation in a folder: the events and the log as the engine's own files, the records as JSON lines, and a
 * manifest with counts and checksums. Everything derived is left out, and made again when it is restored.
 *
 * Events first, up to a place in the sequence; then the records. Whatever an event needs of the records was there before it.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import { type Sql, sql, str, uint } from '@airgraph/sql/sql.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { rebuild } from '@airgraph/store/events/fold/rebuild.ts'
import type { Records } from '@airgraph/store/records/open.ts'

export interface BackupManifest {
  readonly madeAt: string
  /** Every event up to this place in the sequence. */
  readonly seq: number
  /** Up to here they were judged when it was made: read before `seq`, so that every verdict of it is among the events. */
  readonly settled: number
  readonly events: number
  readonly files: readonly {
    readonly file: string
    readonly bytes: number
    readonly sha256: string
  }[]
}

interface Stores {
  readonly events: Pick<EventStore, 'run' | 'query' | 'seq'>
  readonly records: Pick<Records, 'cursors' | 'dump' | 'restore' | 'workspaces'>
}

interface Caught {
  caughtUp(): Promise<void>
}

const manifestIn = (dir: string) => join(dir, 'backup.json')
const tables = ['events', 'recent_events'] as const
const fileOf = (dir: string, table: string) => join(dir, `events.${table}.native.zst`)
const table = (name: (typeof tables)[number]): Sql => ({ chunks: [name] })

/** Into an empty folder, while the server works. */
export async function backup(
  { events, records }: Stores,
  folder: Caught,
  to: string,
): Promise<BackupManifest> {
  const dir = resolve(to)
  await mkdir(dir, { recursive: true })
  if ((await readdir(dir)).length > 0)
    throw new Failure('conflict', `${dir} is not empty: a backup needs a folder of its own.`)
  const settled = await records.cursors.read('settled')
  await folder.caughtUp() // verdicts that were on their way
  const { seq } = events
  for (const name of tables)
    await events.run(sql`
      INSERT INTO FUNCTION file(${str(fileOf(dir, name))}, 'Native') SELECT * FROM ${table(name)} WHERE seq <= ${uint(seq)}`)
  const { rows } = await events.query(
    sql`SELECT count() AS n FROM events WHERE seq <= ${uint(seq)}`,
  )
  const written = [...tables.map((name) => fileOf(dir, name)), ...(await records.dump(dir))]
  const manifest: BackupManifest = {
    madeAt: new Date().toISOString(),
    seq,
    settled,
    events: Number(rows[0]?.['n']),
    files: await Promise.all(
      written.map(async (path) => ({
        file: basename(path),
        bytes: (await stat(path)).size,
        sha256: await checksum(path),
      })),
    ),
  }
  await writeFile(manifestIn(dir), JSON.stringify(manifest, null, 2)) // last: what has none is not a backup
  return manifest
}

/** Into stores in which nothing is. The records must be opened anew afterwards. */
export async function restore(
  { events, records }: Stores,
  from: string,
  progress: (doing: string) => void = () => {},
): Promise<BackupManifest> {
  const dir = resolve(from)
  const manifest = await readManifest(dir)
  if (events.seq > 0 || (await records.workspaces.list()).length > 0)
    throw new Failure(
      'conflict',
      'There is something in the data folder already. Restore into an empty one: set DATA_DIR.',
    )
  await verify(dir, manifest)
  for (const name of tables) {
    progress(`reading ${name}`)
    await events.run(
      sql`INSERT INTO ${table(name)} SELECT * FROM file(${str(fileOf(dir, name))}, 'Native')`,
    )
  }
  await records.restore(dir, async (cursors) => {
    const version = (await cursors.read('fold-version')) + 1
    await cursors.advance('fold-version', version)
    await cursors.put('folded', manifest.seq)
    await cursors.put('settled', manifest.settled)
    await rebuild(events, version, (done) =>
      progress(`deriving facts: ${Math.round(done * 100)} %`),
    )
  })
  return manifest
}

async function readManifest(dir: string): Promise<BackupManifest> {
  try {
    return JSON.parse(await readFile(manifestIn(dir), 'utf8')) as BackupManifest
  } catch (error) {
    throw new Failure('not-found', `${dir} has no whole backup: backup.json is not in it.`, {
      cause: error,
    })
  }
}

async function verify(dir: string, { files }: BackupManifest) {
  for (const { file, sha256 } of files)
    if ((await checksum(join(dir, file))) !== sha256)
      throw new Failure(
        'conflict',
        `${file} is not as it was written: its checksum does not match. Take another copy of the backup.`,
      )
}

async function checksum(path: string) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
