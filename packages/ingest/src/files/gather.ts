import type { Reported } from '@airgraph/domain/event.ts'
import { type Exact, add } from './exact.ts'
import type { Fact } from './fact.ts'

/** What has come together of one key so far. Written over with each row, for there are many. */
interface Gathered {
  readonly first: Fact
  rows: number
  amount: Exact | null
  occurredAt: Reported['occurredAt']
}

/**
 * Rows of one key, contact and currency as one fact: the sum of their amounts, the earliest of their times, all else
 * from the first. Rows of a key may lie anywhere in the file, so nothing is known before its end.
 */
export function createGathering() {
  const byKey = new Map<string, Gathered>()
  /** Rows of a key mostly stand together. */
  let latest: Gathered | undefined

  const gatheredWith = (fact: Fact): Gathered | undefined =>
    latest && hasKeyOf(latest.first, fact) ? latest : byKey.get(keyOf(fact))

  return {
    add(fact: Fact) {
      const before = gatheredWith(fact)
      if (before) merge(before, fact)
      latest = before ?? { first: fact, rows: fact.rows, ...begun(fact) }
      if (!before) byKey.set(keyOf(fact), latest)
    },
    *facts() {
      for (const gathered of byKey.values()) yield factOf(gathered)
    },
  }
}

const begun = ({ amount, reported: { occurredAt } }: Fact) => ({ amount, occurredAt })

const hasKeyOf = (a: Fact, b: Fact) =>
  a.group === b.group && a.who === b.who && a.currency === b.currency && a.refund === b.refund

/** A currency has three letters or none, and `who` its length before it: no two keys are spelt alike. */
const keyOf = ({ group, who, currency, refund }: Fact) =>
  `${refund ? '-' : '+'}${currency}${who.length}:${who}${group}`

function merge(gathered: Gathered, { rows, amount, reported: { occurredAt } }: Fact) {
  gathered.rows += rows
  if (gathered.amount && amount) gathered.amount = add(gathered.amount, amount)
  if (occurredAt.getTime() < gathered.occurredAt.getTime()) gathered.occurredAt = occurredAt
}

const factOf = ({ first, rows, amount, occurredAt }: Gathered): Fact => ({
  ...first,
  rows,
  amount,
  reported: { ...first.reported, occurredAt },
})
