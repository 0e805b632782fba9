import { Failure } from '@airgraph/domain/failure.ts'
import {
  type FileMetaData,
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { jsonOf } from './columns.ts'
import type { BrokenRow, Row, Table } from './table.ts'

type File = Awaited<ReturnType<typeof asyncBufferFromFile>>

/** One row group at a time: what its writer thought fit for memory. */
export async function openParquet(path: string): Promise<Table> {
  const file = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(file).catch((cause: Error) => {
    throw new Failure(
      'invalid',
      `The file begins like Parquet but cannot be read: ${cause.message}.`,
      { cause },
    )
  })
  let groupsRead = 0
  return {
    columns: columnsOf(metadata),
    bytes: file.byteLength,
    bytesRead: () =>
      Math.round((file.byteLength * groupsRead) / Math.max(1, metadata.row_groups.length)),
    batches: (async function* batches() {
      let rowStart = 0
      for (const { num_rows } of metadata.row_groups) {
        const rowEnd = rowStart + Number(num_rows)
        yield await readGroup(file, metadata, rowStart, rowEnd)
        groupsRead += 1
        rowStart = rowEnd
      }
    })(),
  }
}

/** The root's children; what is nested in them comes as one object. */
function columnsOf({ schema }: FileMetaData): readonly string[] {
  const names: string[] = []
  for (let at = 1; at < schema.length; at = after(schema, at)) names.push(schema[at]?.name ?? '')
  return names
}

function after(schema: FileMetaData['schema'], at: number): number {
  let next = at + 1
  for (let child = schema[at]?.num_children ?? 0; child > 0; child--) next = after(schema, next)
  return next
}

async function readGroup(
  file: File,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<readonly (Row | BrokenRow)[]> {
  const columns = columnsOf(metadata)
  try {
    const objects = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors })
    return objects.map((fields, i) => {
      const values = columns.map((column) => fields[column])
      return { line: rowStart + i + 1, values, text: jsonOf(values) }
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [
      {
        line: rowStart + 1,
        broken: `Rows ${rowStart + 1} to ${rowEnd} cannot be read: ${why}.`,
        text: '',
      },
    ]
  }
}
