import type { Measured } from '@airgraph/domain/answer.ts'
import type { Metric, Sum } from './metrics.ts'
import type { Row } from './scope.ts'
import { wilson } from './wilson.ts'

/** What a row is of a metric. An absent row is a period in which nothing happened. */
export type Measure = (metric: Metric, row: Row | undefined) => Measured

const add = (sum: Sum, row: Row | undefined) =>
  Object.entries(sum).reduce(
    (total, [fact, sign]) => total + sign * Number(row?.[`sum_${fact}`] ?? 0),
    0,
  )

/** Σ numerator ÷ Σ denominator. What has nothing to be divided by, or less, is unknown. */
function rate({ of, per = {}, times = 1, unit }: Metric, row: Row | undefined): Measured {
  const [numerator, denominator] = [add(of, row), add(per, row)]
  const value = denominator > 0 ? (numerator * times) / denominator : null
  const interval = unit === 'ratio' ? wilson(numerator, Math.max(denominator, 0)) : null
  return { value, ...interval, numerator, denominator }
}

const number = (value: unknown) =>
  value === null || value === undefined || Number.isNaN(Number(value)) ? null : Number(value)

/** The percentiles' columns are numbered in the order of the metrics that are percentiles. */
export const measureWith =
  (metrics: readonly Metric[]): Measure =>
  (metric, row) => {
    if (metric.per) return rate(metric, row)
    if (metric.quantile === undefined) return { value: add(metric.of, row) }
    const percentiles = metrics.filter(({ quantile }) => quantile !== undefined)
    return { value: number(row?.[`percentile_${percentiles.indexOf(metric)}`]) }
  }

/** From less than nothing, or from nothing, there is no growing by a share. */
export function compared(now: Measured, before: Measured): Measured {
  const previous = before.value
  const known = now.value !== null && previous !== null && previous > 0
  return { ...now, previous, change: known ? (now.value ?? 0) / previous - 1 : null }
}
