import type { MetricsRow } from '@airgraph/domain/answer.ts'
import { dayOf, daysBetween } from '../../time/local-day.ts'
import type { LocalDay } from '../../time/local-day.ts'

export interface WentOut {
  readonly first: LocalDay
  readonly last: LocalDay
  /** Sent in one go, not mail by mail as people come. */
  readonly atOnce: boolean
}

/** In one go: within so many days. */
const oneGo = 2

/** On which days mail went out; `null` where none did. */
export function wentOut(rows: readonly MetricsRow[], timeZone: string): WentOut | null {
  const days = rows
    .filter(({ at, values }) => at !== undefined && (values['sent']?.value ?? 0) > 0)
    .map(({ at }) => dayOf(new Date(at ?? ''), timeZone))
    .toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return null
  return { first, last, atOnce: daysBetween(first, last) < oneGo }
}
