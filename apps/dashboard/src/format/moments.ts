import { chosenLocale } from './locale.ts'
import { addDays, utcMidnight } from '../time/local-day.ts'
import type { LocalDay } from '../time/local-day.ts'
import type { Period } from '../time/period.ts'

type Locale = string | undefined

const day = { timeZone: 'UTC', day: 'numeric', month: 'short' } as const

/** "24 Oct – 22 Nov 2026": both days are in. */
export const formatPeriod = ({ from, to }: Period, locale: Locale = chosenLocale()) =>
  new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' }).formatRange(
    utcMidnight(from),
    utcMidnight(addDays(to, -1)),
  )

export const formatDay = (of: LocalDay, locale: Locale = chosenLocale()) =>
  new Intl.DateTimeFormat(locale, day).format(utcMidnight(of))

/** "24 Nov 2026", in tables. */
export const formatFullDay = (of: LocalDay, locale: Locale = chosenLocale()) =>
  new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' }).format(utcMidnight(of))

export const formatLongDay = (of: LocalDay, locale: Locale = chosenLocale()) =>
  new Intl.DateTimeFormat(locale, { ...day, weekday: 'short', year: 'numeric' }).format(
    utcMidnight(of),
  )

export const formatMoment = (moment: string, timeZone: string, locale: Locale = chosenLocale()) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(
    new Date(moment),
  )

/** "24 Nov, 08:09": for tables of moments of about the same time. */
export const formatShortMoment = (
  moment: string,
  timeZone: string,
  locale: Locale = chosenLocale(),
) =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(moment))

/** "08:09:31", of a day that is said elsewhere. */
export const formatClock = (moment: string, timeZone: string, locale: Locale = chosenLocale()) =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone }).format(new Date(moment))

const spans = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** "3 sec. ago": a phrase, so in the page's language. Clocks disagree: what lies ahead of ours is now. */
export function formatAge(moment: string, now: number) {
  const age = Math.max(0, (now - Date.parse(moment)) / 1_000)
  const [unit, length] = spans.find(([, span]) => age >= span) ?? (['second', 1] as const)
  const style = { numeric: 'auto', style: unit === 'day' ? 'long' : 'short' } as const
  return new Intl.RelativeTimeFormat('en', style).format(-Math.floor(age / length), unit)
}

/** "24 November 2026": of a moment, where the hour does not matter. */
export const formatDate = (moment: string, timeZone: string, locale: Locale = chosenLocale()) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(new Date(moment))
