import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { once } from 'node:events'
import { type Gunzip, createGunzip } from 'node:zlib'
import { Failure } from '@airgraph/domain/failure.ts'
import { CutShort } from './cut-short.ts'

/** A file's content, unzipped where it is gzip, whatever its name says. */
export interface Bytes {
  readonly size: number
  /** Of `size`, before unzipping. */
  read(): number
  readonly gzipped: boolean
  /** Throws `CutShort` where gzip data ends or breaks in the middle, after all that could be saved. */
  readonly chunks: AsyncGenerator<Buffer, void>
}

const chunkSize = 64 * 1024

export async function openBytes(file: string): Promise<Bytes> {
  const { size } = await sizeOf(file)
  const stream = createReadStream(file, { highWaterMark: chunkSize })
  const source: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]()
  const first = await source.next()
  const head = first.done ? Buffer.alloc(0) : first.value
  const gzipped = head[0] === 0x1f && head[1] === 0x8b
  const raw = chain(head, source)
  return {
    size,
    read: () => stream.bytesRead,
    gzipped,
    chunks: gzipped ? gunzipped(raw) : raw,
  }
}

async function sizeOf(file: string) {
  const facts = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT'
      ? new Failure('not-found', `There is no file ${file}.`)
      : new Failure('invalid', `${file} cannot be opened: ${cause.message}.`, { cause })
  })
  if (!facts.isFile()) throw new Failure('invalid', `${file} is not a file.`)
  return facts
}

async function* chain(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void> {
  try {
    yield head
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** Fed by hand, chunk by chunk: a piped stream that fails throws away what it had already unzipped. */
async function* gunzipped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const gunzip = createGunzip({ chunkSize })
  const ready: Buffer[] = []
  const trouble: Error[] = []
  gunzip.on('data', (chunk: Buffer) => ready.push(chunk)).on('error', (e) => trouble.push(e))
  try {
    for await (const chunk of chunks) {
      await written(gunzip, chunk)
      yield* ready.splice(0)
      if (trouble.length > 0) break
    }
    if (trouble.length === 0) await ended(gunzip)
    yield* ready.splice(0)
  } finally {
    gunzip.destroy()
  }
  if (trouble[0]) throw new CutShort(trouble[0].message, { cause: trouble[0] })
}

/** Settles when the chunk is unzipped, or cannot be: of a chunk that fails, `write` never calls back. */
const written = (gunzip: Gunzip, chunk: Buffer) =>
  new Promise<void>((resolve) => {
    const settle = () => setImmediate(resolve)
    gunzip.once('error', settle)
    gunzip.write(chunk, () => {
      gunzip.off('error', settle)
      settle()
    })
  })

async function ended(gunzip: Gunzip) {
  gunzip.end()
  await once(gunzip, 'end').catch(() => {}) // an error has been noted by the listener above
}
