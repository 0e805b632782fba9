/**
 * Where people live and what their clocks say. Summer time by the two rules that most readers live
 * under; a simulated reader elsewhere keeps one clock all year.
 */
export interface Zone {
  readonly country: string
  /** East of UTC in winter. */
  readonly minutes: number
  readonly summer: 'europe' | 'america' | 'none'
  readonly weight: number
}

export const zones: readonly Zone[] = [
  { country: 'DE', minutes: 60, summer: 'europe', weight: 24 },
  { country: 'GB', minutes: 0, summer: 'europe', weight: 17 },
  { country: 'FR', minutes: 60, summer: 'europe', weight: 10 },
  { country: 'NL', minutes: 60, summer: 'europe', weight: 7 },
  { country: 'IT', minutes: 60, summer: 'europe', weight: 6 },
  { country: 'ES', minutes: 60, summer: 'europe', weight: 5 },
  { country: 'PL', minutes: 60, summer: 'europe', weight: 3 },
  { country: 'SE', minutes: 60, summer: 'europe', weight: 3 },
  { country: 'US', minutes: -300, summer: 'america', weight: 11 },
  { country: 'US', minutes: -360, summer: 'america', weight: 4 },
  { country: 'US', minutes: -480, summer: 'america', weight: 5 },
  { country: 'CA', minutes: -300, summer: 'america', weight: 2 },
  { country: 'IN', minutes: 330, summer: 'none', weight: 2 },
  { country: 'JP', minutes: 540, summer: 'none', weight: 1 },
]

/** The nth Sunday of a month (from 1; -1 is the last), as a UTC day. */
function sunday(year: number, month: number, nth: number) {
  const last = new Date(Date.UTC(year, month + 1, 0))
  if (nth < 0) return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay())
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay()
  return Date.UTC(year, month, 1 + ((7 - first) % 7) + (nth - 1) * 7)
}

function isSummer(rule: Zone['summer'], at: number) {
  const year = new Date(at).getUTCFullYear()
  if (rule === 'europe') return at >= sunday(year, 2, -1) && at < sunday(year, 9, -1)
  if (rule === 'america') return at >= sunday(year, 2, 2) && at < sunday(year, 10, 1)
  return false
}

/** Milliseconds to add to UTC to read that zone's clock. */
export const offsetAt = (zone: Zone, at: number) =>
  (zone.minutes + (isSummer(zone.summer, at) ? 60 : 0)) * 60_000

/** The same for an IANA zone. Slow: for planning, not for every event. */
export function offsetOf(timeZone: string, at: number) {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(parts?.value ?? '') ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
