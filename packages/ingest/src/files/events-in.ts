import type { Reported } from '@airgraph/domain/event.ts'
import { sha256Of } from '../sha256.ts'
import { type Fact, settle } from './fact.ts'
import { createGathering } from './gather.ts'
import { type MapRow, compilePlan } from './map-row.ts'
import type { ImportPlan } from './plan.ts'
import type { Rejected } from './reject-line.ts'
import { RepeatedRow, RowFault } from './row-fault.ts'
import type { BrokenRow, Row, Table } from './table.ts'

export interface Progress {
  readonly bytesRead: number
  readonly bytes: number
  readonly rows: number
  /** Of those, the ones that make no event because they were not asked for. */
  readonly leftOut: number
}

export type Imported =
  /** `row` is the first of the `rows` that the event was made of, as it stands in the file. */
  | {
      readonly event: Reported
      readonly line: number
      readonly row: string
      readonly rows: number
    }
  | { readonly rejected: Rejected }
  | { readonly progress: Progress }

/** What the rows of a table come to by a plan. It needs no file system: a page reads files with it too. */
export async function* eventsIn(table: Table, plan: ImportPlan): AsyncGenerator<Imported, void> {
  const head = await headOf(table)
  const mapRow = compilePlan(plan, table.columns, head.filter(isRow))
  const collect = plan.group === undefined ? eachAlone(plan) : gathered()
  let [rows, leftOut] = [0, 0]
  for await (const batch of chain(head, table.batches)) {
    rows += batch.length
    for (const row of batch) {
      const outcome = outcomeOf(row, mapRow, collect)
      if (outcome === null) leftOut += 1
      else for (const one of outcome) yield one
    }
    yield { progress: { bytesRead: table.bytesRead(), bytes: table.bytes, rows, leftOut } }
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

/** `null` of a row that was not asked for. */
function outcomeOf(
  row: Row | BrokenRow,
  mapRow: MapRow,
  collect: Collecting,
): readonly Imported[] | null {
  if ('broken' in row) return [rejected(row, row.broken)]
  return orRejected(row, () => {
    const fact = mapRow(row)
    return fact === null ? null : collect.take(fact)
  })
}

/** What comes of a row; a row that is no use is rejected with the reason. */
export function orRejected<T>(row: Refusable, outcome: () => T): T | readonly Imported[] {
  try {
    return outcome()
  } catch (error) {
    if (error instanceof RowFault)
      return [rejected(row, error.message, error instanceof RepeatedRow)]
    throw error
  }
}

interface Refusable {
  readonly line: number
  readonly text: string
  readonly rows?: number
}

export const rejected = (
  { line, text, rows = 1 }: Refusable,
  reason: string,
  isRepeated = false,
): Imported => ({
  rejected: {
    line,
    reason,
    row: text.slice(0, 2_000),
    ...(isRepeated && { repeated: true as const }),
    ...(rows > 1 && { rows }),
  },
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
      throw new RepeatedRow(
        `The row is the same as line ${before.line} and counts once; with --keep-duplicates each counts.`,
      )
    return before?.count ?? 1
  }
  const keyOf = ({ id, text, line }: Fact) => {
    if (id !== null) return [id]
    const digest = sha256Of(text)
    return [digest, occurrence(digest, line)]
  }
  return {
    take(fact) {
      const key = keyOf(fact)
      return [
        {
          line: fact.line,
          row: fact.text,
          rows: fact.rows,
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
  rows: fact.rows,
  event: settle(fact, (kind) =>
    fact.id === null
      ? sourceId(kind, fact.group, fact.who, fact.currency)
      : sourceId(kind, fact.id),
  ),
})

/** The kind is part of it: of one row, one import may make what was sent and another what was opened. */
const sourceId = (...parts: readonly (string | number | null)[]) => JSON.stringify(parts)
