import type { Measured } from '@airgraph/domain/answer.ts'
import type { FactName } from './facts.ts'
import type { Metric, Sum } from './metrics.ts'
import { wilson } from './wilson.ts'

/** What one group did in one bucket: each fact's total and, of waiting times, its percentiles. */
export interface Totals {
  total(fact: FactName): number
  percentile(fact: FactName, level: 0.5 | 0.9): number | null
}

/** A bucket or a group in which nothing happened. */
export const nothing: Totals = { total: () => 0, percentile: () => null }

type Terms = readonly (readonly [fact: FactName, sign: 1 | -1])[]
/** There are few sums, and an answer adds each up for every one of its rows. */
const known = new WeakMap<Sum, Terms>()

function termsOf(sum: Sum): Terms {
  const terms = known.get(sum) ?? (Object.entries(sum) as [FactName, 1 | -1][])
  known.set(sum, terms)
  return terms
}

const add = (sum: Sum, totals: Totals) =>
  termsOf(sum).reduce((all, [fact, sign]) => all + sign * totals.total(fact), 0)

/** Σ numerator ÷ Σ denominator. What has nothing to be divided by, or less, is unknown. */
function rate({ of, per = {}, times = 1, unit }: Metric, totals: Totals): Measured {
  const [numerator, denominator] = [add(of, totals), add(per, totals)]
  const value = denominator > 0 ? (numerator * times) / denominator : null
  const interval = unit === 'ratio' ? wilson(numerator, Math.max(denominator, 0)) : null
  return { value, ...interval, numerator, denominator }
}

export function measure(metric: Metric, totals: Totals): Measured {
  const { of, per, quantile } = metric
  if (per) return rate(metric, totals)
  if (quantile === undefined) return { value: add(of, totals) }
  const [fact] = termsOf(of)
  return { value: fact ? totals.percentile(fact[0], quantile) : null }
}

/** From less than nothing, or from nothing, there is no growing by a share. */
export function compared(now: Measured, before: Measured): Measured {
  const { value } = now
  const { value: previous } = before
  const change = value !== null && previous !== null && previous > 0 ? value / previous - 1 : null
  return { ...now, previous, change }
}
