import type { MetricsRow } from '@airgraph/domain/answer.ts'
import { bucketStart } from '../../time/buckets.ts'
import type { Bucket } from '../../time/buckets.ts'
import type { BucketGrain, Calendar } from '../../time/period.ts'
import { timeMetrics } from './questions.ts'
import type { TimeMetric } from './questions.ts'

export interface Point extends Bucket {
  readonly values: Readonly<Record<TimeMetric, number>>
}

/** A point for every bucket; what an answer leaves out did not happen. */
export function pointsOf(
  rows: readonly MetricsRow[],
  buckets: readonly Bucket[],
  grain: BucketGrain,
  calendar: Calendar,
): readonly Point[] {
  const byStart = new Map(
    rows.flatMap(({ at, values }) =>
      at === undefined ? [] : [[bucketStart(at, grain, calendar), values] as const],
    ),
  )
  return buckets.map((bucket) => {
    const values = byStart.get(bucket.from)
    const valueOf = (metric: TimeMetric) => values?.[metric]?.value ?? 0
    return {
      ...bucket,
      values: { sent: valueOf('sent'), opens: valueOf('opens'), clicks: valueOf('clicks') },
    }
  })
}

export const totalOf = (points: readonly Point[], metric: TimeMetric) =>
  points.reduce((sum, { values }) => sum + values[metric], 0)

export const isSilent = (points: readonly Point[]) =>
  timeMetrics.every((metric) => totalOf(points, metric) === 0)
