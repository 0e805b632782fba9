import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoredEvent } from '@airgraph/domain/event.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { rowBinary } from '../row-binary.ts'
import { rowColumns, toRow } from '../rows.ts'
import { anEvent, id } from '../testing.ts'
import { openJournalled } from './journalled.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airgraph-journalled-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const events = (...places: readonly number[]): StoredEvent[] =>
  places.map((seq) => ({ ...anEvent({ eventId: id(seq) }), seq, revision: 0, deleted: false }))
const bytesOf = (all: readonly StoredEvent[]) => rowBinary(rowColumns, all.map(toRow))

/** A process that begins where the table ends at `seq`, and whose inserts do what they are told. */
async function open(seq: number, { fails = false } = {}) {
  const inserted: Uint8Array[] = []
  const journalled = await openJournalled({
    at: {
      folder,
      async append({ bytes }) {
        if (fails) throw new Error('the disk is full')
        inserted.push(bytes)
      },
    },
    settings: {},
    mostRows: 100,
    seq,
    moved: () => {},
  })
  return Object.assign(journalled, { inserted: () => Buffer.concat(inserted) })
}

it('brings in at the next start what was acknowledged and could not be stored', async () => {
  {
    await using killed = await open(0, { fails: true })
    await killed.append(events(1, 2))
    await killed.append(events(3))
  }
  await using next = await open(0)
  expect(next.inserted()).toEqual(bytesOf(events(1, 2, 3)))
  expect(next.seq).toBe(3)
})

it('brings in nothing that is in the table already', async () => {
  {
    await using killed = await open(0, { fails: true })
    await killed.append(events(1, 2))
    await killed.append(events(3, 4))
  }
  await using next = await open(2)
  expect(next.inserted()).toEqual(bytesOf(events(3, 4)))
  expect(next.seq).toBe(4)
})

it('keeps what was left where bringing it in fails, and does not begin', async () => {
  {
    await using killed = await open(0, { fails: true })
    await killed.append(events(1))
  }
  await expect(open(0, { fails: true })).rejects.toThrow('full')
  await using next = await open(0)
  expect(next.inserted()).toEqual(bytesOf(events(1)))
})

it('leaves nothing of what is stored in its files when told to', async () => {
  await using journalled = await open(0)
  await journalled.append(events(1))
  await journalled.caughtUp()
  const files = async () => (await readdir(folder)).length
  expect(await files()).toBe(1) // small: more would come into it
  const meanwhile = journalled.append(events(2))
  await journalled.leaveNothing()
  await meanwhile
  await journalled.append(events(3))
  await journalled.leaveNothing()
  expect(await files()).toBe(0)
  expect(journalled.inserted()).toEqual(bytesOf(events(1, 2, 3)))
})

it('takes nothing more while what waits cannot be stored', async () => {
  const journalled = await open(0, { fails: true })
  expect(journalled.refusal).toBeNull()
  await journalled.append(events(1))
  await expect.poll(() => journalled.refusal).toMatchObject({ code: 'unavailable', retry: 'later' })
  await journalled[Symbol.asyncDispose]()
})
