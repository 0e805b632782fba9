import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { sql } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventStore } from '../event-store.ts'
import { foldRange } from '../fold/fold.ts'
import { openEventStore } from '../open.ts'
import { anEvent, id } from '../testing.ts'
import {
  asArchivedMonth,
  ofMonth,
  removeFiles,
  verifyArchive,
  writeArchive,
} from './archive-files.ts'
import { openPlace } from './place.ts'
import { openBucket } from './testing-bucket.ts'

let store: EventStore
let bucket: Awaited<ReturnType<typeof openBucket>>
beforeAll(async () => {
  store = await openEventStore({ dir: ':memory:' })
  bucket = await openBucket('the-key')
  await store.append(
    Array.from({ length: 500 }, (_, n) =>
      anEvent({ eventId: id(n), contactId: id(1_000 + (n % 40)), messageId: `m${n}` }),
    ),
  )
  await foldRange(store, { after: 0, upTo: store.seq, version: 1, again: true })
})
afterAll(async () => {
  await store[Symbol.asyncDispose]()
  await bucket[Symbol.asyncDispose]()
})

const of = { archiveId: id(7), workspaceId: 'w1' as WorkspaceId, month: '2026-11' }
const placeWith = (key: string) =>
  openPlace({ url: bucket.url, key, secret: 'secret', region: 'eu-central-1' })

describe('an archive in a bucket that speaks S3', () => {
  it('is written, read back, read in part, and deleted by the embedded engine', async () => {
    const place = placeWith('the-key')
    const manifest = await writeArchive(store, place, of, ofMonth(of, []))
    expect(manifest.files.map(({ rows }) => rows)).toEqual([500, 500])
    expect([...bucket.objects.keys()].toSorted()).toEqual(
      ['events.parquet', 'facts.parquet', 'manifest.json'].map(
        (file) => `/mail-archive/prod/w1/2026-11/${of.archiveId}/${file}`,
      ),
    )
    expect(await verifyArchive(store, place, of)).toEqual(manifest)
    const { rows } = await store.query(
      sql`SELECT count() AS n FROM ${asArchivedMonth(place, of).events} WHERE contact_id = toUUID(${{ type: 'String', value: id(1_001) }})`,
    )
    expect(rows).toEqual([{ n: 13 }])
    await removeFiles(place, of)
    expect([...bucket.objects.keys()]).toEqual([])
    await removeFiles(place, of)
  })

  it('that is away, or refuses the keys, is said so, and nothing is taken for archived', async () => {
    await expect(
      writeArchive(store, placeWith('another'), of, ofMonth(of, [])),
    ).rejects.toMatchObject({ code: 'unavailable', message: expect.not.stringContaining('secret') })
    await writeArchive(store, placeWith('the-key'), of, ofMonth(of, []))
    const path = `w1/2026-11/${of.archiveId}/events.parquet`
    expect(await placeWith('the-key').has(path)).toBe(true)
    expect(await placeWith('another').has(path)).toBe(false)
    bucket.fall()
    await expect(verifyArchive(store, placeWith('the-key'), of)).rejects.toMatchObject({
      code: 'unavailable',
    })
    bucket.rise()
    await verifyArchive(store, placeWith('the-key'), of)
  })
})

describe('an archive in a folder', () => {
  it('where nothing can be written says why, and has nothing', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'airgraph-place-'))
    await writeFile(join(folder.path, 'archive'), 'a file')
    const place = openPlace({ dir: join(folder.path, 'archive') })
    await expect(writeArchive(store, place, of, ofMonth(of, []))).rejects.toMatchObject({
      code: 'unavailable',
      message: `Nothing can be written at ${place.name}: a part of it is a file, not a folder.`,
    })
    expect(await place.has('any')).toBe(false)
  })
})
