import { Failure } from '@airgraph/domain/failure.ts'
import { parse } from '../esp/json.ts'
import { isBag } from '../compat/flatten.ts'
import type { ExportFormat } from './export-format.ts'
import { type Imported, orRejected, rejected } from './import-file.ts'
import { openTable } from './open-table.ts'
import { RowFault } from './row-fault.ts'
import type { BrokenRow, Row, Table } from './table.ts'

/**
 * The events of a file that another product exported, its bad rows one by one, and how far reading has come. Throws a
 * `Failure` where it is another file.
 */
export async function* importExport(
  file: string,
  format: ExportFormat,
  currency: string,
): AsyncGenerator<Imported, void> {
  const table = await openTable(file)
  try {
    expectColumns(table, format)
    yield* eventsIn(table, format, currency)
  } finally {
    await table.batches.return()
  }
}

function expectColumns({ columns }: Table, { title, columns: needed }: ExportFormat) {
  const missing = needed.filter((name) => !columns.includes(name))
  if (missing.length > 0)
    throw new Failure(
      'invalid',
      `This is no export of events from ${title}: it has no column ${missing.map((name) => `“${name}”`).join(', ')}. It has: ${columns.slice(0, 20).join(', ')}.`,
    )
}

async function* eventsIn(
  table: Table,
  format: ExportFormat,
  currency: string,
): AsyncGenerator<Imported, void> {
  let rows = 0
  for await (const batch of table.batches) {
    rows += batch.length
    for (const row of batch) yield* outcomeOf(row, table.columns, format, currency)
    yield { progress: { bytesRead: table.bytesRead(), bytes: table.bytes, rows } }
  }
}

const outcomeOf = (
  row: Row | BrokenRow,
  columns: readonly string[],
  format: ExportFormat,
  currency: string,
): readonly Imported[] =>
  'broken' in row
    ? [rejected(row, row.broken)]
    : orRejected(row, () => {
        const event = format.read(fieldsOf(row, columns), currency)
        return event === null ? [] : [{ event, line: row.line, row: row.text }]
      })

/** Of a JSON line all that it holds, also what the first thousand lines did not. */
function fieldsOf({ text, values }: Row, columns: readonly string[]) {
  if (!text.startsWith('{')) return Object.fromEntries(columns.map((name, i) => [name, values[i]]))
  const fields = parse(text)
  if (!isBag(fields)) throw new RowFault('The line is nested too deep, or has too many fields.')
  return fields
}
