import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import { type Bytes, openBytes } from './bytes.ts'
import { openCsv } from './csv.ts'
import { readLines } from './lines.ts'
import { openNdjson } from './ndjson.ts'
import { openParquet } from './parquet.ts'
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
  const lines = readLines(again(head, bytes.chunks), encodingOf(head, layout))
  const { columns, rows } =
    format === 'ndjson' ? await openNdjson(lines) : await openCsv(lines, layout)
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

function formatOf(head: Buffer): 'parquet' | 'ndjson' | 'csv' {
  const beginning = head.toString('latin1', 0, 4)
  if (beginning === 'PAR1') return 'parquet'
  if (beginning === 'PK\x03\x04')
    throw new Failure(
      'invalid',
      'The file is a ZIP archive or an Excel workbook: unpack it, or save the sheet as CSV.',
    )
  const text = head.toString('utf8', 0, 1_024).trimStart().replace('\ufeff', '')
  if (text.startsWith('['))
    throw new Failure(
      'invalid',
      'The file is one JSON array: write one object per line (NDJSON), for instance with "jq -c .[]".',
    )
  return text.startsWith('{') ? 'ndjson' : 'csv'
}

function encodingOf(head: Buffer, { encoding = 'utf-8' }: Layout): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const label = new TextDecoder(encoding).encoding
  if (!label.startsWith('utf-16') && head.includes(0))
    throw new Failure(
      'invalid',
      'The file is neither CSV, NDJSON nor Parquet: it has binary content.',
    )
  return label
}

async function* again(
  head: Buffer,
  rest: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void> {
  yield head
  yield* rest
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
