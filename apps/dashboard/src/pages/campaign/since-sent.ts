import type { Column, MetricsAnswer } from '@airgraph/domain/answer.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { formatMoment } from '../../format/moments.ts'
import { metricTitle } from '../../format/metric-title.ts'
import { formatCount } from '../../format/numbers.ts'
import type { Point, Series } from '../../kit/chart/series.ts'

const hour = 3_600_000
const watchedHours = 72

export interface SinceSent {
  readonly points: readonly Point[]
  readonly series: readonly Series[]
}

/** First opens and clicks, added up hour by hour from the first message on; what lies ahead is left out. */
export function sinceSent(
  { columns, rows, timeZone, asOf }: MetricsAnswer,
  engagement: EngagementFilter,
): SinceSent | null {
  const begun = rows
    .filter(({ at, values }) => at !== undefined && (values['sent']?.value ?? 0) > 0)
    .map(({ at }) => Date.parse(at ?? ''))
  if (begun.length === 0) return null
  const start = Math.min(...begun)
  const hours = Math.min(watchedHours, Math.ceil((Date.parse(asOf) - start) / hour))
  const byHour = new Map(rows.map(({ at, values }) => [Date.parse(at ?? ''), values]))
  const summed = ({ metric }: Column) => {
    let sum = 0
    return Array.from({ length: hours }, (_, i) => {
      sum += byHour.get(start + i * hour)?.[metric]?.value ?? 0
      return sum
    })
  }
  return {
    points: Array.from({ length: hours }, (_, i) => ({
      short: `+${i + 1} h`,
      long: `${i + 1} h after it went out (${formatMoment(new Date(start + (i + 1) * hour).toISOString(), timeZone)})`,
      partial: false,
    })),
    series: columns.flatMap((column, i) => {
      if (column.metric === 'sent') return []
      const values = summed(column)
      return [
        {
          id: column.metric,
          title: metricTitle(column, engagement),
          colour: i === 1 ? ('opens' as const) : ('clicks' as const),
          shape: i === 1 ? ('area' as const) : ('line' as const),
          values,
          format: (value: number) => formatCount(value),
          total: formatCount(values.at(-1) ?? 0),
        },
      ]
    }),
  }
}
