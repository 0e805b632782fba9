import type { Imported } from './events-in.ts'
import { exportEventsIn } from './export-events-in.ts'
import type { ExportFormat } from './export-format.ts'
import { openTable } from './open-table.ts'

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
    yield* exportEventsIn(table, format, currency)
  } finally {
    await table.batches.return()
  }
}
