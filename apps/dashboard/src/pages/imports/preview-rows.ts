import { eventsIn, type Imported } from '@airgraph/ingest/files/events-in.ts'
import type { ImportPlan } from '@airgraph/ingest/files/plan.ts'
import type { BrokenRow, Row, Table } from '@airgraph/ingest/files/table.ts'
import { inPageWords } from './choices.ts'

export interface Beginning {
  readonly columns: readonly string[]
  /** Those that could be read as rows, and those that could not. */
  readonly rows: readonly (Row | BrokenRow)[]
}

const enough = 1_000

/** The first rows of a table, which is then closed. */
export async function beginningOf(table: Table): Promise<Beginning> {
  const rows: (Row | BrokenRow)[] = []
  try {
    for await (const batch of table.batches) {
      rows.push(...batch.slice(0, enough - rows.length))
      if (rows.length >= enough) break
    }
  } finally {
    await table.batches.return()
  }
  return { columns: table.columns, rows }
}

export interface Shown {
  readonly line: number
  readonly cells: readonly string[]
  /** Of the columns, those that the reason names. */
  readonly faults: ReadonlySet<string>
  readonly reason: string | null
  readonly event: Extract<Imported, { event: unknown }>['event'] | null
}

const shownRows = 12

/** What becomes of the first rows, each by itself. Throws `Failure` where the plan does not fit the file. */
export async function preview(
  { columns, rows }: Beginning,
  plan: ImportPlan,
): Promise<readonly Shown[]> {
  const table: Table = { columns, bytes: 0, bytesRead: () => 0, batches: once(rows) }
  const outcomes = new Map<number, Imported>()
  const alone = { ...plan, group: undefined, keepDuplicates: true }
  for await (const one of eventsIn(table, alone)) {
    if ('event' in one) outcomes.set(one.line, one)
    if ('rejected' in one) outcomes.set(one.rejected.line, one)
  }
  return withFaultsFirst(rows, outcomes).map((row) => shownOf(row, columns, outcomes.get(row.line)))
}

async function* once<T>(batch: T): AsyncGenerator<T, void> {
  yield batch
}

/** The first rows; and of those that are refused at least some, should they stand further down. */
function withFaultsFirst(
  rows: readonly (Row | BrokenRow)[],
  outcomes: ReadonlyMap<number, Imported>,
) {
  const first = rows.slice(0, shownRows)
  const isRefused = ({ line }: Row | BrokenRow) => 'rejected' in (outcomes.get(line) ?? {})
  const refused = rows.slice(shownRows).filter(isRefused).slice(0, 3)
  return [...first, ...refused]
}

function shownOf(
  row: Row | BrokenRow,
  columns: readonly string[],
  outcome: Imported | undefined,
): Shown {
  const reason = outcome && 'rejected' in outcome ? inPageWords(outcome.rejected.reason) : null
  const cells = 'broken' in row ? [row.text] : columns.map((_, i) => textOf(row.values[i]))
  return {
    line: row.line,
    cells,
    faults: new Set(reason === null ? [] : faultsIn(reason, columns, cells)),
    reason,
    event: outcome && 'event' in outcome ? outcome.event : null,
  }
}

/** The columns that a reason names, or whose value it begins with: “"ann" is no address”. */
function faultsIn(reason: string, columns: readonly string[], cells: readonly string[]) {
  const quoted = /^"([^"]+)"/.exec(reason)?.[1]
  return columns.filter((column, i) => names(reason, column) || cells[i]?.trim() === quoted)
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? '' : JSON.stringify(value)
}

/** What the reason quotes of the row's own text is no name. */
const names = (reason: string, column: string) => {
  const words = reason.replaceAll(/"[^"]*"/g, '""').replaceAll('`', '')
  const at = words.indexOf(column)
  const isLetter = (letter: string | undefined) =>
    letter !== undefined && /[\p{L}\p{N}_]/u.test(letter)
  return (
    column !== '' && at >= 0 && !isLetter(words[at - 1]) && !isLetter(words[at + column.length])
  )
}
