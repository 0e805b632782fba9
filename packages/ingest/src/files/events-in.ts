import type { Reported } from '@airgraph/domain/event.ts'
import { sha256Of } from '../sha256.ts'
import { createDigests } from './digests.ts'
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

/** SHA-256 of a text, as base64url without padding. */
export type Digest = (text: string) => string

/**
 * What the rows of a table come to by a plan. It needs no file system: a page reads files with it too. Who has a faster
 * `digest` than one in JavaScript brings it.
 */
export async function* eventsIn(
  table: Table,
  plan: ImportPlan,
  digest: Digest = sha256Of,
): AsyncGenerator<Imported, void> {
  const head = await headOf(table)
  const mapRow = compilePlan(plan, table.columns, head.filter(isRow))
  const collect = plan.group === undefined ? eachAlone(plan, digest) : gathered()
  let [rows, leftOut] = [0, 0]
  for await (const batch of chain(head, table.batches)) {
    rows += batch.length
    for (const row of batch) {
      const outcome = outcomeOf(row, mapRow, collect)
      if (outcome === 'left out') leftOut += 1
      else if (outcome !== null) yield outcome
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

/** `null` where it is not known before the end. */
function outcomeOf(
  row: Row | BrokenRow,
  mapRow: MapRow,
  collect: Collecting,
): Imported | 'left out' | null {
  if ('broken' in row) return rejected(row, row.broken)
  try {
    const fact = mapRow(row)
    return fact === null ? 'left out' : collect.take(fact)
  } catch (error) {
    return rejectedFor(row, error)
  }
}

/** A row that is no use, with the reason; whatever else went wrong is thrown again. */
export function rejectedFor(row: Refusable, error: unknown): Imported {
  if (error instanceof RowFault) return rejected(row, error.message, error instanceof RepeatedRow)
  throw error
}

interface Refusable {
  readonly line: number
  readonly text: string
  readonly rows?: number
  readonly endsEarly?: true | undefined
}

export const rejected = (
  { line, text, rows = 1, endsEarly }: Refusable,
  reason: string,
  isRepeated = false,
): Imported => ({
  rejected: {
    line,
    reason,
    row: text.slice(0, 2_000),
    ...(isRepeated && { repeated: true as const }),
    ...(rows > 1 && { rows }),
    ...(endsEarly && { endsEarly }),
  },
})

interface Collecting {
  take(fact: Fact): Imported | null
  rest(): Generator<Imported, void>
}

/** A row without an id of its own is known by its words and by how many equal rows stand above it. */
function eachAlone({ keepDuplicates }: ImportPlan, digestOf: Digest): Collecting {
  const digests = createDigests()
  const byWords = (text: string, line: number): readonly [string, number] => {
    const digest = digestOf(text)
    const seen = digests.add(digest, line)
    if (seen.times > 1 && !keepDuplicates)
      throw new RepeatedRow(
        `The row is the same as line ${seen.line} and counts once; with --keep-duplicates each counts.`,
      )
    return [digest, seen.times]
  }
  return {
    take(fact) {
      const { id, text, line, rows } = fact
      const key = id === null ? byWords(text, line) : [id]
      return { line, row: text, rows, event: settle(fact, (kind) => sourceId(kind, ...key)) }
    },
    *rest() {},
  }
}

function gathered(): Collecting {
  const gathering = createGathering()
  return {
    take(fact) {
      gathering.add(fact)
      return null
    },
    *rest() {
      for (const fact of gathering.facts()) yield ofGroupOrRejected(fact)
    },
  }
}

function ofGroupOrRejected(fact: Fact): Imported {
  try {
    return ofGroup(fact)
  } catch (error) {
    return rejectedFor(fact, error)
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
