/** Calendar days as text, "2026-11-22". A day has no time zone; which day a moment falls on does. */
export type LocalDay = `${number}-${number}-${number}`
export type WeekStart = 'monday' | 'sunday'

const asUtc = (day: LocalDay) => new Date(`${day}T00:00:00Z`)
const asDay = (date: Date) => date.toISOString().slice(0, 10) as LocalDay

/** For `Intl`, which knows moments only: format it in UTC. */
export const utcMidnight = asUtc

export function dayOf(moment: Date, timeZone: string): LocalDay {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(moment)
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}` as LocalDay
}

export function addDays(day: LocalDay, days: number): LocalDay {
  const date = asUtc(day)
  date.setUTCDate(date.getUTCDate() + days)
  return asDay(date)
}

/** The 31st becomes the last day of a shorter month. */
export function addMonths(day: LocalDay, months: number): LocalDay {
  const date = asUtc(day)
  const dayOfMonth = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0)
  date.setUTCDate(Math.min(dayOfMonth, date.getUTCDate()))
  return asDay(date)
}

export function startOfWeek(day: LocalDay, weekStart: WeekStart): LocalDay {
  const sinceSunday = asUtc(day).getUTCDay()
  return addDays(day, weekStart === 'sunday' ? -sinceSunday : -((sinceSunday + 6) % 7))
}

export const daysBetween = (from: LocalDay, to: LocalDay) =>
  Math.round((asUtc(to).getTime() - asUtc(from).getTime()) / 86_400_000)
