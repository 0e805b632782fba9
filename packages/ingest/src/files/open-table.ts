import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import { type Bytes, openBytes } from './bytes.ts'
import { again, formatOf, openText } from './open-text.ts'
import type { Layout, Table } from './table.ts'

/** Opens CSV, NDJSON or Parquet, gzipped or not, told apart by what is in the file and not by its name. */
export async function openTable(file: string, layout: Layout = {}): Promise<Table> {
  const bytes = await openBytes(file)
  try {
    return await tableIn(file, bytes, layout)
  } catch (error) {
    await bytes.chunks.return()
    throw error
  }
}

async function tableIn(file: string, bytes: Bytes, layout: Layout): Promise<Table> {
  const head = await firstOf(bytes)
  const format = formatOf(head)
  if (format === 'parquet')
    return bytes.gzipped ? openZippedParquet(head, bytes) : openPlainParquet(file, bytes)
  const { columns, rows } = await openText(format, head, bytes.chunks, layout)
  return { columns, bytes: bytes.size, bytesRead: () => bytes.read(), batches: rows }
}

async function firstOf({ chunks }: Bytes): Promise<Buffer> {
  const first = await chunks.next().catch((cause: Error) => {
    throw new Failure(
      'invalid',
      `The file begins like gzip but cannot be unzipped: ${cause.message}.`,
      { cause },
    )
  })
  return first.done ? Buffer.alloc(0) : first.value
}

/** Its reader is large, and most files are CSV. */
async function openParquet(file: string): Promise<Table> {
  const parquet = await import('./parquet.ts')
  return parquet.openParquet(file)
}

async function openPlainParquet(file: string, bytes: Bytes): Promise<Table> {
  await bytes.chunks.return()
  return openParquet(file)
}

/** Parquet is read from its end: a zipped one has to be unzipped onto the disk first. */
async function openZippedParquet(head: Buffer, bytes: Bytes): Promise<Table> {
  const folder = await mkdtemp(join(tmpdir(), 'airgraph-import-'))
  const path = join(folder, 'unzipped.parquet')
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await pipeline(again(head, bytes.chunks), createWriteStream(path))
    const table = await openParquet(path)
    return { ...table, batches: andThen(table.batches, remove) }
  } catch (cause) {
    await remove()
    throw cause instanceof Failure
      ? cause
      : new Failure('invalid', 'The gzip data of the Parquet file is damaged.', { cause })
  }
}

async function* andThen<T>(
  items: AsyncGenerator<T, void>,
  close: () => Promise<void>,
): AsyncGenerator<T, void> {
  try {
    yield* items
  } finally {
    await close()
  }
}
