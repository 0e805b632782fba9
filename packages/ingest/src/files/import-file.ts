import { hash } from 'node:crypto'
import type { Reported } from '@airgraph/domain/event.ts'
import { type Fact, settle } from './fact.ts'
import { createGathering } from './gather.ts'
import { type MapRow, compilePlan } from './map-row.ts'
import { openTable } from './open-table.ts'
import type { ImportPlan } from './plan.ts'
import type { Rejected } from './reject-line.ts'
import { RowFault } from './row-fault.ts'
import type { BrokenRow, Row, Table } from './table.ts'

export interface Progress {
  readonly bytesRead: number
  readonly bytes: number
  readonly rows: number
}

export type Imported =
  /** `row` is the first of those that the event was made of, as it stands in the file. */
  | { readonly event: Reported; readonly line: number; readonly row: string }
  | { readonly rejected: Rejected }
  | { readonly progress: Progress }

/**
 * The events of a CSV, NDJSON or Parquet file as they become known, its bad rows one by one, and how far reading has
 * come. The same file and plan give the same events. Throws `Failure` where the file or the plan is no use at all.
 */
export async function* importFile(file: string, plan: ImportPlan): AsyncGenerator<Imported, void> {
  const table = await openTable(file, plan)
  try {
    yield* eventsIn(table, plan)
  } finally {
    await table.batches.return() // whoever stops early leaves no open file behind
  }
}

async function* eventsIn(table: Table, plan: ImportPlan): AsyncGenerator<Imported, void> {
  const head = await headOf(table)
  const mapRow = compilePlan(plan, table.columns, head.filter(isRow))
  const collect = plan.group === undefined ? eachAlone(plan) : gathered()
  let rows = 0
  for await (const batch of chain(head, table.batches)) {
    rows += batch.length
    for (const row of batch) for (const outcome of outcomeOf(row, mapRow, collect)) yield outcome
    yield { progress: { bytesRead: table.bytesRead(), bytes: table.bytes, rows } }
  }
  yield* collect.rest()
}

const sampled = 1_000

/** Enough rows to tell how dates are written. */
async function headOf({ batches }: Table): Promise<readonly (Row | BrokenRow)[]> {
  const head: (Row | BrokenRow)[] = []
  while (head.length < sampled) {
    const next = await batches.next()
    if (next.done) break
    for (const row of next.value) head.push(row)
  }
  return head
}

const isRow = (row: Row | BrokenRow): row is Row => !('broken' in row)

async function* chain<T>(head: T, rest: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  yield head
  yield* rest
}

function outcomeOf(row: Row | BrokenRow, mapRow: MapRow, collect: Collecting): readonly Imported[] {
  if ('broken' in row) return [rejected(row, row.broken)]
  return orRejected(row, () => {
    const fact = mapRow(row)
    return fact === null ? [] : collect.take(fact)
  })
}

/** What comes of a row; a row that is no use is rejected with the reason. */
export function orRejected(
  row: { readonly line: number; readonly text: string },
  outcome: () => readonly Imported[],
): readonly Imported[] {
  try {
    return outcome()
  } catch (error) {
    if (error instanceof RowFault) return [rejected(row, error.message)]
    throw error
  }
}

export const rejected = (
  { line, text }: { readonly line: number; readonly text: string },
  reason: string,
): Imported => ({
  rejected: { line, reason, row: text.slice(0, 2_000) },
})

interface Collecting {
  take(fact: Fact): readonly Imported[]
  rest(): Generator<Imported, void>
}

/** A row without an id of its own is known by its words and by how many equal rows stand above it. */
function eachAlone({ keepDuplicates }: ImportPlan): Collecting {
  const seen = new Map<string, { readonly line: number; count: number }>()
  const occurrence = (digest: string, line: number): number => {
    const before = seen.get(digest)
    if (!before) seen.set(digest, { line, count: 1 })
    else if (keepDuplicates) before.count += 1
    else
      throw new RowFault(
        `The row is the same as line ${before.line} and counts once; with --keep-duplicates each counts.`,
      )
    return before?.count ?? 1
  }
  const keyOf = ({ id, text, line }: Fact) => {
    if (id !== null) return [id]
    const digest = hash('sha256', text, 'base64url')
    return [digest, occurrence(digest, line)]
  }
  return {
    take(fact) {
      const key = keyOf(fact)
      return [
        {
          line: fact.line,
          row: fact.text,
          event: settle(fact, (kind) => sourceId(kind, ...key)),
        },
      ]
    },
    *rest() {},
  }
}

function gathered(): Collecting {
  const gathering = createGathering()
  return {
    take(fact) {
      gathering.add(fact)
      return []
    },
    *rest() {
      for (const fact of gathering.facts()) yield* orRejected(fact, () => [ofGroup(fact)])
    },
  }
}

const ofGroup = (fact: Fact): Imported => ({
  line: fact.line,
  row: fact.text,
  event: settle(fact, (kind) =>
    fact.id === null
      ? sourceId(kind, fact.group, fact.who, fact.currency)
      : sourceId(kind, fact.id),
  ),
})

/** The kind is part of it: of one row, one import may make what was sent and another what was opened. */
const sourceId = (...parts: readonly (string | number | null)[]) => JSON.stringify(parts)
