import { Failure } from '@airgraph/domain/failure.ts'
import { CutShort } from '@airgraph/ingest/files/cut-short.ts'
import { formatOf, openText } from '@airgraph/ingest/files/open-text.ts'
import type { Layout, Table } from '@airgraph/ingest/files/table.ts'

/** CSV or NDJSON, gzipped or not, told apart by what is in the file. Throws `Failure` with what to do about another. */
export async function openFile(file: File, layout: Layout = {}): Promise<Table> {
  let read = 0
  const isGzip = await beginsLikeGzip(file)
  const chunks = chunksOf(file, isGzip, (bytes) => (read += bytes))
  const first = await chunks.next().catch((cause: Error) => {
    throw new Failure('invalid', `The file cannot be unzipped: ${cause.message}`, { cause })
  })
  const head = first.value ?? new Uint8Array()
  const format = formatOf(head)
  if (format === 'parquet')
    throw new Failure(
      'invalid',
      `Parquet is read by the command line: npx airgraph import ${file.name}`,
    )
  const { columns, rows } = await openText(format, head, chunks, layout)
  return { columns, bytes: file.size, bytesRead: () => Math.min(read, file.size), batches: rows }
}

async function beginsLikeGzip(file: File) {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  return first === 0x1f && second === 0x8b
}

/** Leaves the file alone when whoever reads stops. */
async function* chunksOf(
  file: File,
  isGzip: boolean,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        onRead(chunk.byteLength)
        controller.enqueue(chunk)
      },
    }),
  )
  const stream = isGzip ? counted.pipeThrough(new DecompressionStream('gzip')) : counted
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch (cause) {
    throw isGzip ? new CutShort(wordsOf(cause), { cause }) : unreadable(cause)
  } finally {
    await reader.cancel().catch(() => {}) // what failed once has been said
  }
}

const wordsOf = (cause: unknown) => (cause instanceof Error ? cause.message : 'unknown')

const unreadable = (cause: unknown) =>
  new Failure(
    'invalid',
    'The browser cannot read the file any more: was it moved, or changed? Choose it again.',
    { cause },
  )
