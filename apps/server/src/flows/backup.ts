/**
 * A whole installation in a folder: the events and the log as the engine's own files, the records as JSON lines, and a
 * manifest with counts and checksums. Everything derived is left out, and made again when it is restored.
 *
 * Events first, up to a place in the sequence; then the records. Whatever an event needs of the records was there before it.
 */
import { chmod, copyFile, mkdir, readdir, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { Failure } from '@airgraph/domain/failure.ts'
import { type Sql, sql, str, uint } from '@airgraph/sql/sql.ts'
import { pathsOf } from '@airgraph/store/events/archive/archive-files.ts'
import { whyNot } from '@airgraph/store/events/archive/why-not.ts'
import type { Place } from '@airgraph/store/events/archive/place.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import {
  type BackupManifest,
  checksum,
  fileOf,
  logged,
  remembered,
  table,
  tables,
  writeManifest,
} from './backup-folder.ts'

interface Stores {
  readonly events: Pick<EventStore, 'run' | 'query' | 'seq'>
  readonly records: Pick<Records, 'cursors' | 'dump' | 'archives' | 'alone'>
  readonly place: Place | null
  /** Where the embedded engines keep their files. */
  readonly dataDir: string
}

interface Caught {
  caughtUp(): Promise<void>
}

/** Into an empty folder, while the server works. */
export async function backup(
  { events, records, place, dataDir }: Stores,
  folder: Caught,
  to: string,
): Promise<BackupManifest> {
  const dir = resolve(to)
  await prepare(dir, dataDir)
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
  await writeManifest(dir, manifest) // last: what has none is not a backup
  return manifest
}

/** Makes it a folder that nobody else can read: everybody's addresses and all secrets will be in it. */
async function prepare(dir: string, dataDir: string) {
  if (!relative(resolve(dataDir), dir).startsWith('..'))
    throw new Failure(
      'conflict',
      `${dir} is in the data folder: what is lost with that is no backup.`,
    )
  try {
    await mkdir(dir, { recursive: true })
    if ((await readdir(dir)).length === 0) return await chmod(dir, 0o700)
  } catch (cause) {
    throw new Failure('conflict', `No backup can be written to ${dir}: ${whyNot(cause)}.`, {
      cause,
    })
  }
  throw new Failure('conflict', `${dir} is not empty: a backup needs a folder of its own.`)
}

/** Files of months that are archived on this machine go with it; others stay where they are. */
async function saveArchive(records: Pick<Records, 'archives'>, place: Place | null, dir: string) {
  const live = await records.archives.list(['live'])
  if (place === null || live.length === 0) return { files: [], archive: null }
  const kept = live.map(({ archiveId, workspaceId, month }) => ({ archiveId, workspaceId, month }))
  const archive = { months: live.length, place: place.name, included: place.dir !== null, kept }
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
