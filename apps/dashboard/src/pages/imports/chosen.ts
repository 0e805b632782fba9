import { type Imported, eventsIn } from '@airgraph/ingest/files/events-in.ts'
import type { ExportFormat } from '@airgraph/ingest/files/export-format.ts'
import type { ImportPlan } from '@airgraph/ingest/files/plan.ts'
import { openFile } from './open-file.ts'
import { type Beginning, beginningOf } from './preview-rows.ts'

/** A file that was looked at. */
export interface Chosen {
  readonly file: File
  readonly beginning: Beginning
  /** Another product’s, whose columns are known. */
  readonly format: ExportFormat | null
}

/** Throws `Failure` where it is of no use. */
export async function choose(file: File): Promise<Chosen> {
  const beginning = await beginningOf(await openFile(file))
  return { file, beginning, format: await formatOf(beginning) }
}

/** How such an export is read is fetched only where there is one. */
async function formatOf({ columns }: Beginning): Promise<ExportFormat | null> {
  if (!columns.includes('distinct_id')) return null
  const { exportFormats } = await import('@airgraph/ingest/files/export-formats.ts')
  return (
    exportFormats.find((format) => format.columns.every((name) => columns.includes(name))) ?? null
  )
}

export async function* outcomesByPlan(
  file: File,
  plan: ImportPlan,
): AsyncGenerator<Imported, void> {
  const table = await openFile(file, plan)
  try {
    yield* eventsIn(table, plan)
  } finally {
    await table.batches.return()
  }
}

export async function* outcomesOfExport(
  file: File,
  format: ExportFormat,
  currency: string,
): AsyncGenerator<Imported, void> {
  const { exportEventsIn } = await import('@airgraph/ingest/files/export-events-in.ts')
  const table = await openFile(file)
  try {
    yield* exportEventsIn(table, format, currency)
  } finally {
    await table.batches.return()
  }
}
