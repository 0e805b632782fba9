import { hash } from 'node:crypto'
import { type Imported, eventsIn } from './events-in.ts'
import { openTable } from './open-table.ts'
import type { ImportPlan } from './plan.ts'

/**
 * The events of a CSV, NDJSON or Parquet file as they become known, its bad rows one by one, and how far reading has
 * come. The same file and plan give the same events. Throws `Failure` where the file or the plan is no use at all.
 */
export async function* importFile(file: string, plan: ImportPlan): AsyncGenerator<Imported, void> {
  const table = await openTable(file, plan)
  try {
    yield* eventsIn(table, plan, sha256Natively)
  } finally {
    await table.batches.return() // whoever stops early leaves no open file behind
  }
}

/** As `sha256Of`, in a third of the time; a browser has it only as a promise. */
const sha256Natively = (text: string) => hash('sha256', text, 'base64url')
