import { addDays, dayOf, startOfWeek } from './local-day.ts'
import type { LocalDay } from './local-day.ts'
import type { BucketGrain, Calendar, Period } from './period.ts'

export interface Bucket {
  readonly from: LocalDay
  readonly to: LocalDay
  /** Not over yet, or begun before the period: a low number here is no fall. */
  readonly partial: boolean
}

const startOf = (day: LocalDay, grain: BucketGrain, { weekStart }: Calendar) =>
  grain === 'week' ? startOfWeek(day, weekStart) : day

/** Every bucket of the period in order, those without a single event too. */
export function bucketsOf(
  period: Period,
  grain: BucketGrain,
  calendar: Calendar,
  today: LocalDay,
): readonly Bucket[] {
  const buckets: Bucket[] = []
  let from = startOf(period.from, grain, calendar)
  while (from < period.to) {
    const to = addDays(from, grain === 'week' ? 7 : 1)
    buckets.push({ from, to, partial: to > today || from < period.from })
    from = to
  }
  return buckets
}

/** Start of the bucket that a moment falls into. */
export const bucketStart = (moment: string, grain: BucketGrain, calendar: Calendar) =>
  startOf(dayOf(new Date(moment), calendar.timeZone), grain, calendar)
