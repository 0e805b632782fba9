import type { Money } from '@airgraph/domain/units.ts'
import { negate, readExact } from '../files/exact.ts'
import { isCurrency, minorUnits } from '../files/minor-units.ts'
import type { Bag } from './flatten.ts'

interface Paid {
  readonly money: Money
  readonly isBack: boolean
}

/** Segment's order: what was earned, before what was charged, before what it was worth to them. */
const amounts = ['revenue', 'total', 'value'] as const

/** What an order says was paid, or paid back; `null` where it says nothing that is money. In the workspace's currency where it names none. */
export function paidIn(properties: Bag, currency: string): Paid | null {
  const said = amounts.map((name) => properties[name]).find(isWord)
  const code = codeOf(properties['currency']) ?? currency
  const amount = said === undefined || !isCurrency(code) ? null : readExact(String(said).trim())
  if (amount === null) return null
  const isBack = amount.n < 0n
  const minor = minorUnits(isBack ? negate(amount) : amount, code)
  return minor === null ? null : { money: { amount: minor, currency: code }, isBack }
}

const isWord = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')

const codeOf = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().toUpperCase() : undefined
