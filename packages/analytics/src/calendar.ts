import type { Brand } from '@airgraph/domain/brand.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Grain } from '@airgraph/domain/question.ts'

/**
 * Days, weeks, months and hours as a place's clocks show them. Moments are milliseconds since 1970 in UTC; a
 * wall is what the clocks show at a moment, written as if it were UTC, so that `Date`'s UTC methods do the sums.
 */
export type TimeZone = Brand<string, 'TimeZone'>

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Refuses what is not an IANA name: offsets such as "+02:00" know no summer time. */
export function readTimeZone(name: string): TimeZone {
  if (clocks.has(name)) return name as TimeZone
  try {
    if (!/^[a-z]/i.test(name)) throw new RangeError(name)
    const clock = new Intl.DateTimeFormat('en', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    })
    const zone = clock.resolvedOptions().timeZone
    clocks.set(zone, clock)
    return zone as TimeZone
  } catch {
    throw new Failure(
      'invalid',
      `“${name}” is not a time zone. Give an IANA name, such as “Europe/Berlin”.`,
    )
  }
}

export function wallAt(zone: TimeZone, moment: number): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of clocks.get(zone)?.formatToParts(moment) ?? [])
    parts[type] = Number(value)
  const part = (name: string) => parts[name] ?? 0
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  return wall + part('second') * 1000 + (((moment % 1000) + 1000) % 1000)
}

/** Clocks are slow to read, and the same days are asked for again and again. */
const offsets = new Map<TimeZone, Map<number, number>>()
const mostZones = 16
const mostOffsets = 20_000

function offsetAt(zone: TimeZone, moment: number): number {
  const inZone = offsets.get(zone) ?? new Map<number, number>()
  const known = inZone.get(moment)
  if (known !== undefined) return known
  const offset = wallAt(zone, moment) - moment
  if (inZone.size >= mostOffsets) inZone.clear()
  if (offsets.size >= mostZones) offsets.clear()
  offsets.set(zone, inZone.set(moment, offset))
  return offset
}

/** The first moment at which the clocks show this; where they leap over it, the moment of the leap. */
export function momentOf(zone: TimeZone, wall: number): number {
  const before = offsetAt(zone, wall - day)
  const after = offsetAt(zone, wall + day)
  const shown = [before, after].filter((offset) => offsetAt(zone, wall - offset) === offset)
  return wall - (shown.length > 0 ? Math.max(...shown) : before)
}

const dayOf = (wall: number) => Math.floor(wall / day) * day
/** What a calendar says at a moment: the midnight that a day begins with, also where the clocks leap over it. */
export function calendarAt(zone: TimeZone, moment: number): number {
  const wall = wallAt(zone, moment)
  return momentOf(zone, dayOf(wall)) === moment ? dayOf(wall) : wall
}
export const isMidnight = (wall: number) => wall === dayOf(wall)
export const addDays = (wall: number, days: number) => wall + days * day
/** Of the same day in another month; of that month's last where it is shorter. */
export function addMonths(wall: number, months: number): number {
  const date = new Date(wall)
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const length = new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0),
  ).getUTCDate()
  return first + (Math.min(date.getUTCDate(), length) - 1) * day + (wall - dayOf(wall))
}
export const isMonthStart = (wall: number) => isMidnight(wall) && new Date(wall).getUTCDate() === 1
export const daysBetween = (from: number, to: number) => (to - from) / day
export const monthsBetween = (from: number, to: number) => {
  const [a, b] = [new Date(from), new Date(to)]
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
}

function startOf(grain: Exclude<Grain, 'hour'>, wall: number, firstWeekday: number): number {
  const today = dayOf(wall)
  const date = new Date(today)
  if (grain === 'day') return today
  if (grain === 'week') return addDays(today, -((date.getUTCDay() - firstWeekday + 7) % 7))
  return addDays(today, 1 - date.getUTCDate())
}

const walkDays =
  (grain: Exclude<Grain, 'hour'>) =>
  (wall: number): number =>
    grain === 'month' ? addMonths(wall, 1) : addDays(wall, grain === 'week' ? 7 : 1)

/** The next full hour on the clocks, which is an hour later unless they are put forward or back by part of one. */
function nextHour(zone: TimeZone, moment: number): number {
  const next = moment + hour
  if (offsetAt(zone, next) === offsetAt(zone, moment)) return next
  for (let at = moment + 15 * minute; at < moment + 2 * hour; at += 15 * minute)
    if (wallAt(zone, at) % hour === 0) return at
  return next
}

function* hours(zone: TimeZone, from: number) {
  for (let at = from - (wallAt(zone, from) % hour); ; at = nextHour(zone, at)) yield at
}

function* calendarDays(
  zone: TimeZone,
  grain: Exclude<Grain, 'hour'>,
  from: number,
  firstWeekday: number,
) {
  const next = walkDays(grain)
  for (let wall = startOf(grain, wallAt(zone, from), firstWeekday); ; wall = next(wall))
    yield momentOf(zone, wall)
}

/** A chart of more points than this is not read by anybody. */
const mostBuckets = 10_000

/** Where the buckets start, in order. The first may start before `from`: it is the hour, day, … that `from` is in. */
export function bucketStarts(
  zone: TimeZone,
  grain: Grain,
  { from, to }: { readonly from: number; readonly to: number },
  weekStart: 'monday' | 'sunday',
): readonly number[] {
  const starts: number[] = []
  const all =
    grain === 'hour'
      ? hours(zone, from)
      : calendarDays(zone, grain, from, weekStart === 'monday' ? 1 : 0)
  for (const start of all) {
    if (start >= to) return starts
    if (start !== starts.at(-1)) starts.push(start) // a place may skip a whole day
    if (starts.length > mostBuckets)
      throw new Failure(
        'invalid',
        `By ${grain} this is more than ${mostBuckets.toLocaleString('en')} points in time. Ask for a shorter period or a coarser grain.`,
      )
  }
  return starts
}
