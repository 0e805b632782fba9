import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Columns } from '../row-binary.ts'
import type { Frame } from './frames.ts'
import { leftIn, openJournal } from './journal.ts'

const columns: Columns = { name: 'String' }
const frame = (first: number, rows = 1, text = `${first}`): Frame => ({
  first,
  rows,
  bytes: Buffer.from(text),
})
const read = async (folder: string) =>
  (await leftIn(folder)).flatMap(({ frames }) =>
    frames.map(({ first, rows, bytes }) => [first, rows, Buffer.from(bytes).toString()]),
  )

let folder = ''
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'airgraph-journal-')), 'journal')
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

const files = () => readdir(folder)
const theFile = async () => join(folder, (await files())[0] ?? '')

describe('a journal', () => {
  it('has what was written, with the columns that its rows have', async () => {
    await using journal = await openJournal(folder, columns)
    await journal.write(frame(1, 2, 'two rows'))
    await journal.write(frame(3))
    expect(await read(folder)).toEqual([
      [1, 2, 'two rows'],
      [3, 1, '3'],
    ])
    expect((await leftIn(folder))[0]?.columns).toEqual(columns)
  })

  it('is empty where nothing was written, or there is no folder yet', async () => {
    expect(await leftIn(folder)).toEqual([])
    await using _ = await openJournal(folder, columns)
    expect(await leftIn(folder)).toEqual([])
  })

  it.each([1, 7, 20, 25])(
    'loses of a write that was stopped that write alone: %d bytes',
    async (cut) => {
      await using journal = await openJournal(folder, columns)
      await journal.write(frame(1))
      await journal.write(frame(2, 1, 'the second'))
      const whole = await readFile(await theFile())
      await writeFile(await theFile(), whole.subarray(0, whole.length - cut))
      expect(await read(folder)).toEqual([[1, 1, '1']])
    },
  )

  it('takes nothing for a frame that is none', async () => {
    await using journal = await openJournal(folder, columns)
    await journal.write(frame(1))
    await appendFile(await theFile(), Buffer.alloc(100))
    await writeFile(join(folder, '999999999999'), 'x')
    expect(await read(folder)).toEqual([[1, 1, '1']])
  })

  it('says nothing of a frame that was changed on the disk', async () => {
    await using journal = await openJournal(folder, columns)
    await journal.write(frame(1))
    await journal.write(frame(2, 1, 'as it was'))
    const bytes = await readFile(await theFile())
    bytes[bytes.length - 2] = 0
    await writeFile(await theFile(), bytes)
    expect(await read(folder)).toEqual([[1, 1, '1']])
  })

  it('lets files go whose rows are stored, and never one in which others are', async () => {
    const large = 'x'.repeat(5 * 2 ** 20)
    await using journal = await openJournal(folder, columns)
    await journal.write(frame(1, 1, large))
    await journal.write(frame(2))
    await journal.stored(1)
    expect(await files()).toHaveLength(1)
    await journal.stored(2)
    expect(await files()).toEqual([])
    await journal.write(frame(3))
    await journal.stored(3)
    expect(await read(folder)).toEqual([[3, 1, '3']]) // small: more comes into it
  })

  it('begins another file when told to, and lets the one before go however small it is', async () => {
    await using journal = await openJournal(folder, columns)
    await journal.write(frame(1))
    journal.beginAnew()
    await journal.write(frame(2))
    await journal.stored(1)
    expect(await read(folder)).toEqual([[2, 1, '2']])
  })

  it('begins another file before one gets too large', async () => {
    const large = 'x'.repeat(40 * 2 ** 20)
    await using journal = await openJournal(folder, columns)
    for (const first of [1, 2, 3]) await journal.write(frame(first, 1, large))
    expect(await files()).toHaveLength(2)
    await journal.stored(2)
    expect(await read(folder)).toEqual([[3, 1, large]])
  })

  it('after a write that failed takes nothing until all that it took is stored', async () => {
    await using journal = await openJournal(folder, columns)
    await journal.write(frame(1, 1, 'x'.repeat(65 * 2 ** 20)))
    await rm(folder, { recursive: true })
    const refused = { code: 'unavailable', retry: 'later' }
    await expect(journal.write(frame(2))).rejects.toMatchObject(refused)
    await mkdir(folder)
    await expect(journal.write(frame(2))).rejects.toMatchObject(refused)
    await journal.stored(1)
    await journal.write(frame(2))
    expect(await read(folder)).toEqual([[2, 1, '2']])
  })

  it('goes on by itself after a write that failed, where all that it took was stored before', async () => {
    await using journal = await openJournal(folder, columns)
    await journal.write(frame(1))
    await journal.stored(1)
    journal.beginAnew()
    await rm(folder, { recursive: true })
    await expect(journal.write(frame(2))).rejects.toMatchObject({ code: 'unavailable' })
    await mkdir(folder)
    await journal.write(frame(2))
    expect(await read(folder)).toEqual([[2, 1, '2']])
  })
})
