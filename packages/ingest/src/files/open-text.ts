import { Failure } from '@airgraph/domain/failure.ts'
import { openCsv } from './csv.ts'
import { readLines } from './lines.ts'
import { openNdjson } from './ndjson.ts'
import type { Layout } from './table.ts'

/** The rows of a text file whose beginning has been read to see what it is. */
export function openText(
  format: 'ndjson' | 'csv',
  head: Uint8Array,
  rest: AsyncGenerator<Uint8Array, void>,
  layout: Layout,
) {
  const lines = readLines(again(head, rest), encodingOf(head, layout))
  return format === 'ndjson' ? openNdjson(lines) : openCsv(lines, layout)
}

/** Told by what is in the file. Throws `Failure` for what cannot be read, with what to do. */
export function formatOf(head: Uint8Array): 'parquet' | 'ndjson' | 'csv' {
  const beginning = String.fromCharCode(...head.subarray(0, 4))
  if (beginning === 'PAR1') return 'parquet'
  if (beginning === 'PK\x03\x04')
    throw new Failure(
      'invalid',
      'The file is a ZIP archive or an Excel workbook: unpack it, or save the sheet as CSV.',
    )
  const text = new TextDecoder().decode(head.subarray(0, 1_024)).trimStart()
  if (text.startsWith('['))
    throw new Failure(
      'invalid',
      'The file is one JSON array: write one object per line (NDJSON), for instance with "jq -c .[]".',
    )
  return text.startsWith('{') ? 'ndjson' : 'csv'
}

function encodingOf(head: Uint8Array, { encoding = 'utf-8' }: Layout): string {
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

export async function* again<B extends Uint8Array>(
  head: B,
  rest: AsyncGenerator<B, void>,
): AsyncGenerator<B, void> {
  yield head
  yield* rest
}
