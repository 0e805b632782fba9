import type { Reported } from '@airgraph/domain/event.ts'
import { type Exact, negate } from './exact.ts'
import { minorUnits } from './minor-units.ts'
import { RowFault } from './row-fault.ts'

/** What one row says, before rows of one key are gathered. */
export interface Fact {
  readonly line: number
  /** How many rows of the file it was made of. */
  readonly rows: number
  /** The row as it stands in the file. */
  readonly text: string
  /** Its kind is what the row or the plan says, even of a refund. */
  readonly reported: Omit<Reported, 'sourceId' | 'money'>
  /** Equal for rows of one contact. */
  readonly who: string
  readonly id: string | null
  readonly group: string | null
  readonly amount: Exact | null
  readonly currency: string
  /** The plan's own test says that it is one. */
  readonly refund: boolean
}

/** The event that a fact comes to. An amount below zero is a refund of as much. */
export function settle(fact: Fact, sourceIdOf: (kind: string) => string): Reported {
  const { reported, currency } = fact
  const amount = fact.amount && absolute(fact.amount)
  const isRefund =
    fact.refund || (reported.kind === 'converted' && fact.amount !== null && fact.amount.n < 0)
  const kind = isRefund ? 'refunded' : reported.kind
  if (amount === null) return { ...reported, kind, sourceId: sourceIdOf(kind) }
  const minor = minorUnits(amount, currency)
  if (minor === null) throw new RowFault('The amount is larger than any money.')
  return { ...reported, kind, sourceId: sourceIdOf(kind), money: { amount: minor, currency } }
}

const absolute = (amount: Exact) => (amount.n < 0 ? negate(amount) : amount)
