import type { MinorUnits } from '@airgraph/domain/units.ts'
import { type Exact, multiply, rounded } from './exact.ts'

const known = new Set(Intl.supportedValuesOf('currency'))
export const isCurrency = (code: string) => known.has(code)

/** An amount in the currency's smallest unit: cents, pence, yen. `null` where it is too large to be money. */
export function minorUnits(amount: Exact, currency: string): MinorUnits | null {
  return rounded(multiply(amount, scaleOf(currency))) as MinorUnits | null
}

const scales = new Map<string, Exact>()

function scaleOf(currency: string): Exact {
  const before = scales.get(currency)
  if (before) return before
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const scale = { n: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2), d: 1 }
  scales.set(currency, scale)
  return scale
}
