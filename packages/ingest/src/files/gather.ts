import { add } from './exact.ts'
import type { Fact } from './fact.ts'

/**
 * Rows of one key, contact and currency as one fact: the sum of their amounts, the earliest of their times, all else
 * from the first. Rows of a key may lie anywhere in the file, so nothing is known before its end.
 */
export function createGathering() {
  const byKey = new Map<string, Fact>()
  return {
    add(fact: Fact) {
      const key = keyOf(fact)
      const before = byKey.get(key)
      byKey.set(key, before ? merged(before, fact) : fact)
    },
    facts: () => byKey.values(),
  }
}

/** A currency has three letters or none, and `who` its length before it: no two keys are spelt alike. */
const keyOf = ({ group, who, currency, refund }: Fact) =>
  `${refund ? '-' : '+'}${currency}${who.length}:${who}${group}`

function merged(before: Fact, next: Fact): Fact {
  const { reported } = before
  const earlier = next.reported.occurredAt < reported.occurredAt
  return {
    ...before,
    rows: before.rows + next.rows,
    amount: before.amount && next.amount ? add(before.amount, next.amount) : before.amount,
    reported: earlier ? { ...reported, occurredAt: next.reported.occurredAt } : reported,
  }
}
