/** What lies in the folder of a backup: its files by name, and the manifest that says how each was written. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Sql } from '@airgraph/sql/sql.ts'
import type { ArchiveOf } from '@airgraph/store/events/archive/archive-files.ts'

export interface BackupManifest {
  readonly madeAt: string
  /** Every event up to this place in the sequence. */
  readonly seq: number
  /** Up to here they were judged when it was made: read before `seq`, so that every verdict of it is among the events. */
  readonly settled: number
  readonly events: number
  /** Months in files: `included`, or to be kept safe where they lie. */
  readonly archive?: {
    readonly months: number
    readonly place: string
    readonly included: boolean
    /** Which; of a backup from before it was said, nobody knows. */
    readonly kept?: readonly ArchiveOf[]
  }
  readonly files: readonly {
    readonly file: string
    readonly bytes: number
    readonly sha256: string
  }[]
}

const manifestIn = (dir: string) => join(dir, 'backup.json')
export const logged = ['events', 'recent_events'] as const
/** What of the past cannot be derived again. */
export const remembered = [
  'archived_contacts',
  'thawed',
  'removed_messages',
  'removed_totals',
] as const
export const tables = [...logged, ...remembered] as const
export const fileOf = (dir: string, table: string) => join(dir, `events.${table}.native.zst`)
export const table = (name: (typeof tables)[number]): Sql => ({ chunks: [name] })

export const writeManifest = (dir: string, manifest: BackupManifest) =>
  writeFile(manifestIn(dir), JSON.stringify(manifest, null, 2))

export async function readManifest(dir: string): Promise<BackupManifest> {
  try {
    return JSON.parse(await readFile(manifestIn(dir), 'utf8')) as BackupManifest
  } catch (error) {
    throw new Failure('not-found', `${dir} has no whole backup: backup.json is not in it.`, {
      cause: error,
    })
  }
}

/** Throws where a file is not what the manifest says. */
export async function verify(dir: string, { files }: BackupManifest) {
  for (const { file, sha256 } of files)
    if ((await checksum(join(dir, file))) !== sha256)
      throw new Failure(
        'conflict',
        `${file} is not as it was written: its checksum does not match. Take another copy of the backup.`,
      )
}

export async function checksum(path: string) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
