import { existsSync } from 'node:fs'
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { Failure } from '@airgraph/domain/failure.ts'
import { sql, str } from '@airgraph/sql/sql.ts'
import { asArchivedMonth } from '@airgraph/store/events/archive/archive-files.ts'
import { discardArchived } from '@airgraph/store/events/archive/archived-months.ts'
import type { Place } from '@airgraph/store/events/archive/place.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { rebuild } from '@airgraph/store/events/fold/rebuild.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { restoringIn } from '../data-folder.ts'
import {
  type BackupManifest,
  fileOf,
  readManifest,
  table,
  tables,
  verify,
} from './backup-folder.ts'
import { wrongWithArchives } from './what-is-wrong.ts'

interface Stores {
  readonly events: Pick<EventStore, 'run' | 'query' | 'discard' | 'untidied' | 'seq'>
  readonly records: Pick<Records, 'restore' | 'workspaces' | 'archives'>
  readonly place: Place | null
  /** Where the embedded engines keep their files. */
  readonly dataDir: string
}

/** Into stores in which nothing is. The records must be opened anew afterwards. */
export async function restore(
  { events, records, place, dataDir }: Stores,
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
  await refuseMissing(place, manifest)
  await writeFile(restoringIn(dataDir), '')
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
  await rm(restoringIn(dataDir))
  return manifest
}

function placeOf(place: Place | null): Place {
  if (place !== null) return place
  throw new Failure(
    'conflict',
    'The backup has archived months: set ARCHIVE_URL to where they lie.',
  )
}

/** Files that were not saved with the rest may have been written anew since, because somebody was erased, or be gone. */
async function refuseMissing(place: Place | null, { archive }: BackupManifest) {
  if (archive?.kept === undefined || archive.included) return
  const [missing] = await wrongWithArchives(placeOf(place), archive.kept)
  if (missing !== undefined) throw new Failure('conflict', `Nothing was restored. ${missing}`)
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
