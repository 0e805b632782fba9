import type { Counting } from '@airgraph/domain/question.ts'
import { type Param, type Sql, sql } from '@airgraph/sql/sql.ts'
import { type TimeZone, wallAt } from './calendar.ts'
import type { Period } from './period.ts'
import { type Scope } from './scope.ts'
import { daysOf } from './tables.ts'

/** Days (UTC, "2026-11-22") whose totals are made and still true, by what they are counted by. */
export type RestingDays = Readonly<Record<Counting, readonly string[]>>

/** Rows for `readRestingDays`. */
export const restingDays = (scope: Pick<Scope, 'workspaceId'>): Sql => sql`
  SELECT toString(counted_by) AS counted_by, arraySort(groupArray(toString(day))) AS days
  FROM ${daysOf(scope, sql`totalled >= touched`)} GROUP BY counted_by`

export function readRestingDays(rows: readonly Readonly<Record<string, unknown>>[]): RestingDays {
  const of = (countedBy: Counting) =>
    (rows.find((row) => row['counted_by'] === countedBy)?.['days'] ?? []) as string[]
  return { happened: of('happened'), sent: of('sent') }
}

const quarter = 900_000
const day = 86_400_000
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const isOnQuarter = (at: number) => at % quarter === 0

/** Clocks of the place stand whole quarters of an hour away from UTC, as all do today. */
const keepsQuarters = (zone: TimeZone, { from, to }: Period) =>
  isOnQuarter(wallAt(zone, from) - from) && isOnQuarter(wallAt(zone, to) - to)

/** Which of the resting days a period can use: not those that it cuts within a quarter of an hour. */
export function usable(days: readonly string[], zone: TimeZone, period: Period): readonly string[] {
  if (!keepsQuarters(zone, period)) return []
  const { from, to } = period
  const cut = new Set([from, to].filter((at) => !isOnQuarter(at)).map(dayOf))
  const [first, last] = [dayOf(from), dayOf(Math.min(to, Date.UTC(2149, 5, 6)) + day)]
  return days.filter((one) => one >= first && one <= last && !cut.has(one))
}

export const dates = (value: readonly string[]): Param => ({ type: 'Array(Date)', value })
