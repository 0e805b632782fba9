/** The periods that the questions are about: a simulated year and parts of it, in days of every workspace's zone. */
import { readTimeZone } from '@airgraph/analytics/calendar.ts'
import { readMoment } from '@airgraph/analytics/period.ts'

/** Half open. */
export interface Days {
  readonly from: string
  readonly to: string
}

export const zone = readTimeZone('Europe/Berlin')
export const year: Days = { from: '2025-11-01', to: '2026-11-01' }
export const month: Days = { from: '2026-10-01', to: '2026-11-01' }
export const before: Days = { from: '2026-09-01', to: '2026-10-01' }
export const quarter: Days = { from: '2026-08-03', to: '2026-11-01' }

/** In milliseconds: when that day begins. */
export const startOf = (day: string) => readMoment(day, zone)
