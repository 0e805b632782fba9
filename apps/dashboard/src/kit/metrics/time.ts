import type { Column, MetricsAnswer, Provenance } from '@airgraph/domain/answer.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { createElement } from 'react'
import { formatDay } from '../../format/moments.ts'
import { metricTitle } from '../../format/metric-title.ts'
import { formatValue } from '../../format/numbers.ts'
import type { Colours } from '../../theme/tokens.ts'
import { bucketName } from '../../time/bucket-name.ts'
import { bucketsOf, bucketStart } from '../../time/buckets.ts'
import type { Bucket } from '../../time/buckets.ts'
import type { LocalDay } from '../../time/local-day.ts'
import type { BucketGrain, Calendar, Period } from '../../time/period.ts'
import type { Point, Series } from '../chart/series.ts'
import { MetricCard } from '../MetricCard.tsx'

/** What an answer over time was asked. */
interface Asked extends Period {
  readonly grain: BucketGrain
}

/** What an answer over time says, bucket by bucket. */
export interface OverTime {
  readonly points: readonly Point[]
  /**
   * Of a metric, of the rows that are wanted. What an answer leaves out did not happen: a count is 0 there, and a rate
   * unknown.
   */
  values(
    column: Column,
    wanted?: (by: Readonly<Record<string, string>>) => boolean,
  ): (number | null)[]
}

export function overTime(
  { grain, ...period }: Asked,
  { rows }: Pick<MetricsAnswer, 'rows'>,
  calendar: Calendar,
  today: LocalDay,
): OverTime {
  const buckets = bucketsOf(period, grain, calendar, today)
  return {
    points: buckets.map(pointOf),
    values(column, wanted = () => true) {
      const { metric, unit } = column
      const sums = new Map<string, number | null>()
      for (const { at, by, values } of rows) {
        if (at === undefined || !wanted(by)) continue
        sums.set(bucketStart(at, grain, calendar), values[metric]?.value ?? null)
      }
      const nothing = unit === 'count' || unit === 'money' ? 0 : null
      return buckets.map(({ from }) => sums.get(from) ?? nothing)
    },
  }
}

const pointOf = (bucket: Bucket): Point => ({
  short: formatDay(bucket.from),
  long: bucketName(bucket),
  partial: bucket.partial,
})

interface Drawn {
  readonly colour: keyof Colours
  readonly shape: Series['shape']
  readonly engagement: EngagementFilter
  readonly provenance?: Provenance
}

/** A metric over time as one series; a count's total is its sum. */
export function metricSeries(
  over: OverTime,
  column: Column,
  { colour, shape, engagement, provenance }: Drawn,
): Series {
  const values = over.values(column)
  const adds = column.unit === 'count' || column.unit === 'money'
  const sum = values.reduce<number>((all, value) => all + (value ?? 0), 0)
  return {
    id: column.metric,
    title: metricTitle(column, engagement),
    colour,
    shape,
    values,
    format: (value) => formatValue(value, column),
    total: adds ? formatValue(sum, column) : '',
    says: createElement(MetricCard, { column, engagement, provenance }),
  }
}

export const isSilent = (series: readonly Series[]) =>
  series.every(({ values }) => values.every((value) => value === null || value === 0))
