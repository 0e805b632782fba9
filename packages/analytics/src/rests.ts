import type { Counting } from '@airgraph/domain/question.ts'
import { type Param, type Sql, sql } from '@airgraph/sql/sql.ts'
import { type TimeZone, wallAt } from './calendar.ts'
import type { Period } from './period.ts'
import { type Scope } from './scope.ts'
import { daysOf } from './tables.ts'

/**
 * Days (UTC, "2026-11-22") that have changed since their totals were made, by what they are counted by. All others rest:
 * their totals are true.
 */
export type ChangingDays = Readonly<Record<Counting, readonly string[]>>

/** Rows for `readChangingDays`. */
export const changingDays = (scope: Pick<Scope, 'workspaceId'>): Sql => sql`
  SELECT toString(counted_by) AS counted_by, arraySort(groupArray(toString(day))) AS days
  FROM ${daysOf(scope, sql`touched > totalled`)} GROUP BY counted_by`

export function readChangingDays(rows: readonly Readonly<Record<string, unknown>>[]): ChangingDays {
  const of = (countedBy: Counting) =>
    (rows.find((row) => row['counted_by'] === countedBy)?.['days'] ?? []) as string[]
  return { happened: of('happened'), sent: of('sent') }
}

const quarter = 900_000
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const isOnQuarter = (at: number) => at % quarter === 0

/** Clocks of the place stand whole quarters of an hour away from UTC, as all do today. */
const keepsQuarters = (zone: TimeZone, { from, to }: Period) =>
  isOnQuarter(wallAt(zone, from) - from) && isOnQuarter(wallAt(zone, to) - to)

/**
 * The days of a period that are to be read from the facts, also those that it cuts within a quarter of an hour; `null`
 * where it has to be all of them.
 */
export function unrested(
  changing: readonly string[],
  zone: TimeZone,
  period: Period,
): readonly string[] | null {
  if (!keepsQuarters(zone, period)) return null
  const { from, to } = period
  const cut = [from, to].filter((at) => !isOnQuarter(at)).map(dayOf)
  const [first, last] = [dayOf(from), dayOf(to)]
  return [...new Set([...changing.filter((one) => one >= first && one <= last), ...cut])]
}

export const dates = (value: readonly string[]): Param => ({ type: 'Array(Date)', value })

/** Of totals: all days but these. */
export const allBut = (days: readonly string[]): Sql =>
  days.length === 0 ? sql`1` : sql`day NOT IN (${dates(days)})`
