/**
 * What is acknowledged and not in a table yet: a few files in a folder, each written to its end and then removed whole.
 * One write of a file is an order of magnitude less than an insert, which makes a file of its own for each group of columns and waits
 * until all of them are on the disk.
 */
import { type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Columns } from '../row-binary.ts'
import { type Frame, framed, framesIn, lastOf } from './frames.ts'

export interface Journal extends AsyncDisposable {
  /**
   * On the disk when it resolves. Where it fails nobody knows what is; then it refuses everything with a `Failure` until all that it took
   * before is stored, and begins anew.
   */
  write(frame: Frame): Promise<void>
  /** Everything up to that place is in a table, on the disk. */
  stored(seq: number): Promise<void>
  /** What is written from now on goes into another file; those before it go as soon as what is in them is stored. */
  beginAnew(): void
}

/** Frames of one file, with the columns that their rows had. */
export interface Left {
  readonly columns: Columns
  readonly frames: readonly Frame[]
}

/** What the process before left in that folder, oldest first. */
export async function leftIn(folder: string): Promise<readonly Left[]> {
  await mkdir(folder, { recursive: true })
  const left: Left[] = []
  for (const name of (await readdir(folder)).toSorted()) {
    const [about, ...frames] = framesIn(await readFile(join(folder, name)))
    if (about === undefined) continue // stopped before it took anything
    const columns = JSON.parse(Buffer.from(about.bytes).toString()) as Columns
    left.push({ columns, frames })
  }
  return left
}

interface File {
  readonly path: string
  readonly handle: FileHandle
  bytes: number
  last: number
  isEnded: boolean
}

const roomy = 64 * 2 ** 20
/** What is stored of a file that is smaller waits for more: making a file costs more than writing to it. */
const small = 4 * 2 ** 20

/** An empty journal in that folder; whatever is there is removed. */
export async function openJournal(folder: string, columns: Columns): Promise<Journal> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  let made = 0
  let files: File[] = []
  let isWriting = false
  let broken: unknown = null
  let upTo = 0

  const begin = async (): Promise<File> => {
    const path = join(folder, String(++made).padStart(12, '0'))
    const file = { path, handle: await open(path, 'ax'), bytes: 0, last: 0, isEnded: false }
    files.push(file)
    await put(file, { first: 0, rows: 0, bytes: Buffer.from(JSON.stringify(columns)) })
    await syncFolder(folder)
    return file
  }
  const current = async () => {
    const file = files.at(-1)
    return file === undefined || file.isEnded || file.bytes > roomy ? begin() : file
  }
  const remove = async (file: File) => {
    file.isEnded = true
    await file.handle.close()
    await rm(file.path, { force: true })
    files = files.filter((one) => one !== file)
  }
  const isDone = (file: File) => {
    const isCurrent = file === files.at(-1)
    if (file.last > upTo || (isCurrent && isWriting)) return false
    return !isCurrent || file.isEnded || broken !== null || file.bytes > small
  }

  const clear = async () => {
    for (const file of files) if (isDone(file)) await remove(file)
    if (files.length === 0) broken = null
  }

  return {
    async write(frame) {
      if (broken !== null) await clear().catch(() => {}) // it stays broken
      if (broken !== null) throw refusal(broken)
      isWriting = true
      try {
        const file = await current()
        await put(file, frame)
        file.last = lastOf(frame)
      } catch (error) {
        broken = error
        throw refusal(error)
      } finally {
        isWriting = false
      }
    },
    async stored(seq) {
      upTo = Math.max(upTo, seq)
      await clear()
    },
    beginAnew() {
      for (const file of files) file.isEnded = true
    },
    async [Symbol.asyncDispose]() {
      for (const { handle } of files) await handle.close()
    },
  }
}

async function put(file: File, frame: Frame) {
  const parts = framed(frame)
  const length = parts[0].length + parts[1].length
  const { bytesWritten } = await file.handle.writev([...parts])
  if (bytesWritten !== length) throw new Error(`${bytesWritten} of ${length} bytes were written`)
  await file.handle.datasync()
  file.bytes += length
}

/** That a file is there is on the disk only when its folder is. */
async function syncFolder(folder: string) {
  await using handle = await open(folder, 'r')
  await handle.sync()
}

const refusal = (cause: unknown) =>
  new Failure('unavailable', 'The journal of events cannot be written.', { cause, retry: 'later' })
