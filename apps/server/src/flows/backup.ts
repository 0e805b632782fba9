/**
 * A whole installation in a folder: the events and the log as the engine's own files, the records as JSON lines, and a
 * manifest with counts and checksums. Everything derived is left out, and made again when it is restored.
 *
 * Events first, up to a place in the sequence; then the records. Whatever an event needs of the records was there before it.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import { type Sql, sql, str, uint } from '@airgraph/sql/sql.ts'
import { asArchivedMonth, pathsOf } from '@airgraph/store/events/archive/archive-files.ts'
import { discardArchived } from '@airgraph/store/events/archive/archived-months.ts'
import type { Place } from '@airgraph/store/events/archive/place.ts'
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
  /** Months in files: `included`, or to be kept safe where they lie. */
  readonly archive?: { readonly months: number; readonly place: string; readonly included: boolean }
  readonly files: readonly {
    readonly file: string
    readonly bytes: number
    readonly sha256: string
  }[]
}

interface Stores {
  readonly events: Pick<EventStore, 'run' | 'query' | 'discard' | 'seq'>
  readonly records: Pick<
    Records,
    'cursors' | 'dump' | 'restore' | 'workspaces' | 'archives' | 'alone'
  >
  readonly place: Place | null
}

interface Caught {
  caughtUp(): Promise<void>
}

const manifestIn = (dir: string) => join(dir, 'backup.json')
const logged = ['events', 'recent_events'] as const
/** What of the past cannot be derived again. */
const remembered = ['archived_contacts', 'thawed', 'removed_messages', 'removed_totals'] as const
const tables = [...logged, ...remembered] as const
const fileOf = (dir: string, table: string) => join(dir, `events.${table}.native.zst`)
const table = (name: (typeof tables)[number]): Sql => ({ chunks: [name] })

/** Into an empty folder, while the server works. */
export async function backup(
  { events, records, place }: Stores,
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
  const save = (name: (typeof tables)[number], which: Sql) =>
    events.run(sql`
      INSERT INTO FUNCTION file(${str(fileOf(dir, name))}, 'Native') SELECT * FROM ${table(name)} WHERE ${which}`)
  const { archived, dumped } = await records.alone('archives', async () => {
    for (const name of logged) await save(name, sql`seq <= ${uint(seq)}`)
    for (const name of remembered) await save(name, sql`1`)
    return { dumped: await records.dump(dir), archived: await saveArchive(records, place, dir) }
  })
  const { rows } = await events.query(
    sql`SELECT count() AS n FROM events WHERE seq <= ${uint(seq)}`,
  )
  const written = [...tables.map((name) => fileOf(dir, name)), ...dumped, ...archived.files]
  const manifest: BackupManifest = {
    madeAt: new Date().toISOString(),
    seq,
    settled,
    events: Number(rows[0]?.['n']),
    ...(archived.archive && { archive: archived.archive }),
    files: await Promise.all(
      written.map(async (path) => ({
        file: relative(dir, path),
        bytes: (await stat(path)).size,
        sha256: await checksum(path),
      })),
    ),
  }
  await writeFile(manifestIn(dir), JSON.stringify(manifest, null, 2)) // last: what has none is not a backup
  return manifest
}

/** Files of months that are archived on this machine go with it; others stay where they are. */
async function saveArchive(records: Pick<Records, 'archives'>, place: Place | null, dir: string) {
  const live = await records.archives.list(['live'])
  if (place === null || live.length === 0) return { files: [], archive: null }
  const archive = { months: live.length, place: place.name, included: place.dir !== null }
  if (place.dir === null) return { files: [], archive }
  const files: string[] = []
  for (const path of live.flatMap(pathsOf)) {
    const to = join(dir, 'archive', path)
    await mkdir(dirname(to), { recursive: true })
    await copyFile(join(place.dir, path), to)
    files.push(to)
  }
  return { files, archive }
}

async function bringArchive(place: Place | null, dir: string, { archive, files }: BackupManifest) {
  if (archive?.included !== true) return
  if (place?.dir === undefined || place.dir === null)
    throw new Failure('conflict', 'The backup has archived months: set ARCHIVE_URL to a folder.')
  const inArchive = files.filter(({ file }) => file.startsWith('archive/'))
  for (const { file } of inArchive) {
    const to = join(place.dir, relative('archive', file))
    await mkdir(dirname(to), { recursive: true })
    await copyFile(join(dir, file), to)
  }
}

/** Into stores in which nothing is. The records must be opened anew afterwards. */
export async function restore(
  { events, records, place }: Stores,
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
  await bringArchive(place, dir, manifest)
  for (const name of tables) {
    if (!existsSync(fileOf(dir, name))) continue // of a backup from before there was the table
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
    const live = await records.archives.list(['live'])
    for (const one of live) await discardArchived(events, one)
    await rebuild(events, version, {
      progress: (done) => progress(`deriving facts: ${Math.round(done * 100)} %`),
      archived: live.map((one) => asArchivedMonth(placeOf(place), one)),
    })
    for (const one of live) await discardArchived(events, one)
  })
  return manifest
}

function placeOf(place: Place | null): Place {
  if (place !== null) return place
  throw new Failure(
    'conflict',
    'The backup has archived months: set ARCHIVE_URL to where they lie.',
  )
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
