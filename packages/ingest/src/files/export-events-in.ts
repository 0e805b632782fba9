import { Failure } from '@airgraph/domain/failure.ts'
import { parse } from '../esp/json.ts'
import { isBag } from '../compat/flatten.ts'
import { type Imported, rejected, rejectedFor } from './events-in.ts'
import type { ExportFormat } from './export-format.ts'
import { RowFault } from './row-fault.ts'
import type { BrokenRow, Row, Table } from './table.ts'

/** The events of a table that another product exported. Throws a `Failure` where it is another file. */
export async function* exportEventsIn(
  table: Table,
  format: ExportFormat,
  currency: string,
): AsyncGenerator<Imported, void> {
  expectColumns(table, format)
  let [rows, leftOut] = [0, 0]
  for await (const batch of table.batches) {
    rows += batch.length
    for (const row of batch) {
      const outcome = outcomeOf(row, table.columns, format, currency)
      if (outcome === null) leftOut += 1
      else yield outcome
    }
    yield { progress: { bytesRead: table.bytesRead(), bytes: table.bytes, rows, leftOut } }
  }
}

/** `null` of what is no event of mail or people. */
function outcomeOf(
  row: Row | BrokenRow,
  columns: readonly string[],
  format: ExportFormat,
  currency: string,
): Imported | null {
  if ('broken' in row) return rejected(row, row.broken)
  try {
    const event = format.read(fieldsOf(row, columns), currency)
    return event && { event, line: row.line, row: row.text, rows: 1 }
  } catch (error) {
    return rejectedFor(row, error)
  }
}

/** Of a JSON line all that it holds, also what the first thousand lines did not. */
function fieldsOf({ text, values }: Row, columns: readonly string[]) {
  if (!text.startsWith('{')) return Object.fromEntries(columns.map((name, i) => [name, values[i]]))
  const fields = parse(text)
  if (!isBag(fields)) throw new RowFault('The line is nested too deep, or has too many fields.')
  return fields
}

function expectColumns({ columns }: Table, { title, columns: needed }: ExportFormat) {
  const missing = needed.filter((name) => !columns.includes(name))
  if (missing.length > 0)
    throw new Failure(
      'invalid',
      `This is no export of events from ${title}: it has no column ${missing.map((name) => `“${name}”`).join(', ')}. It has: ${columns.slice(0, 20).join(', ')}.`,
    )
}
