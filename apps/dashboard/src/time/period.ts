import { addDays, addMonths, dayOf, daysBetween, startOfWeek } from './local-day.ts'
import type { LocalDay, WeekStart } from './local-day.ts'

export const presets = ['7d', '30d', '90d', '6m', '12m'] as const
export type Preset = (typeof presets)[number]

export type BucketGrain = 'day' | 'week'

/** Half open: `from` is in, `to` is not. */
export interface Period {
  readonly from: LocalDay
  readonly to: LocalDay
}

export interface Calendar {
  readonly timeZone: string
  readonly weekStart: WeekStart
}

const days: Record<Exclude<Preset, '6m' | '12m'>, number> = { '7d': 7, '30d': 30, '90d': 90 }

export const todayOf = (now: Date, { timeZone }: Calendar) => dayOf(now, timeZone)

const months = { '6m': 6, '12m': 12 }

/** Today is the last day of every preset. Months begin with a whole week, for they are shown by week. */
export function periodOf(preset: Preset, today: LocalDay, { weekStart }: Calendar): Period {
  const to = addDays(today, 1)
  if (preset === '6m' || preset === '12m')
    return { from: startOfWeek(addMonths(today, -months[preset]), weekStart), to }
  return { from: addDays(to, -days[preset]), to }
}

/** As long, and ending where this one begins. */
export const previousOf = ({ from, to }: Period): Period => ({
  from: addDays(from, -daysBetween(from, to)),
  to: from,
})

/** Days as long as they can be told apart on a phone. */
export const grainOf = ({ from, to }: Period): BucketGrain =>
  daysBetween(from, to) > 92 ? 'week' : 'day'
