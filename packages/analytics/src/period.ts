import { Failure } from '@airgraph/domain/failure.ts'
import type { MetricsQuestion } from '@airgraph/domain/question.ts'
import {
  addDays,
  addMonths,
  calendarAt,
  daysBetween,
  isMonthStart,
  momentOf,
  monthsBetween,
  readTimeZone,
  type TimeZone,
} from './calendar.ts'
import type { Scope } from './scope.ts'

/** Moments in milliseconds; half open. */
export interface Period {
  readonly from: number
  readonly to: number
}

interface Asked {
  readonly from: string
  readonly to: string
  readonly timeZone?: string | undefined
}

// The epoch itself means "never" in the tables.
const earliest = 1
const latest = Date.UTC(2200, 0)

export const zoneOf = ({ timeZone }: Pick<Asked, 'timeZone'>, scope: Scope) =>
  readTimeZone(timeZone ?? scope.timeZone)

/** A date is the midnight it begins with. */
export function readMoment(when: string, zone: TimeZone): number {
  const wall = Date.parse(when)
  const moment = when.includes('T') ? wall : momentOf(zone, wall)
  if (!(moment <= latest && moment > -latest))
    throw new Failure('invalid', `“${when}” is not a day or a moment between 1970 and 2200.`)
  return Math.max(moment, earliest)
}

export function readPeriod(asked: Asked, zone: TimeZone): Period {
  const from = readMoment(asked.from, zone)
  const to = readMoment(asked.to, zone)
  if (from >= to)
    throw new Failure(
      'invalid',
      `The period must end after it begins, but it was asked from ${asked.from} to ${asked.to}. “to” itself is not part of it.`,
    )
  return { from, to }
}

/**
 * What a period is compared with. The one directly before is as long in calendar terms: whole months have as
 * many months before them, and days as many days, however many hours their clocks ran.
 */
export function earlier(
  period: Period,
  zone: TimeZone,
  how: NonNullable<MetricsQuestion['compare']>,
): Period {
  const { from, to } = how === 'previous-year' ? yearBefore(period, zone) : before(period, zone)
  return { from: Math.max(from, earliest), to: Math.max(to, earliest) }
}

function yearBefore({ from, to }: Period, zone: TimeZone): Period {
  const at = (moment: number) => momentOf(zone, addMonths(calendarAt(zone, moment), -12))
  return { from: at(from), to: at(to) }
}

function before({ from, to }: Period, zone: TimeZone): Period {
  const [start, end] = [calendarAt(zone, from), calendarAt(zone, to)]
  if (isMonthStart(start) && isMonthStart(end))
    return { from: momentOf(zone, addMonths(start, -monthsBetween(start, end))), to: from }
  const days = daysBetween(start, end)
  if (Number.isInteger(days)) return { from: momentOf(zone, addDays(start, -days)), to: from }
  return { from: from - (to - from), to: from }
}
