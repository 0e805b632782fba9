/** What every way of tallying is made of: how rows are chosen, parted and named. */
import {
  allOf,
  empty,
  int,
  join,
  moment,
  name,
  type Param,
  type Sql,
  sql,
  strings,
} from '@airgraph/sql/sql.ts'
import { onItsDays } from './days-of-campaign.ts'
import { propertyColumns, speakIn, type Voice } from './dimensions.ts'
import { type FactName, factOf } from './facts.ts'
import { filterSql } from './filter.ts'
import { type Months, monthOf } from './months.ts'
import type { Period } from './period.ts'
import type { Plan } from './plan.ts'
import { percentileColumn, totalColumn } from './totals.ts'

/** What is to be tallied, and how it is to be parted. */
export interface Tallied {
  readonly plan: Plan
  readonly period: Period
  /** Groups to name; all others are gathered. `null`: every group for itself. */
  readonly named: Sql | null
  /** Starts of the buckets; `null` for one. */
  readonly starts: readonly number[] | null
}

export const dimensionColumns = ({ question }: Plan) => question.by.map((_, i) => name(`d${i}`))

export const list = (parts: readonly Sql[]) => join(parts, ', ')
export const instant = (at: number) => moment(new Date(at))
export const within = (column: Sql, { from, to }: Period) =>
  sql`(${column} >= ${instant(from)} AND ${column} < ${instant(to)})`
const numbers = (value: readonly number[]): Param => ({ type: 'Array(Int64)', value })

/** The greatest of some rising moments that is not after this one. However many they are, few parameters carry them: equal steps are counted. */
export function latestOf(starts: readonly number[], at: Sql): Sql {
  const steps: { by: number; times: number }[] = []
  for (const [i, start] of starts.entries()) {
    if (i === 0) continue
    const by = start - (starts[i - 1] ?? 0)
    const last = steps.at(-1)
    if (last?.by === by) last.times += 1
    else steps.push({ by, times: 1 })
  }
  const rest = sql`arrayFlatten(arrayMap((step, times) -> arrayResize([step], times, step),
    ${numbers(steps.map(({ by }) => by))}, ${numbers(steps.map(({ times }) => times))}))`
  return sql`roundDown(toUnixTimestamp64Milli(${at}), arrayCumSum(arrayConcat([${int(starts[0] ?? 0)}], ${rest})))`
}
export const isSent = ({ question }: Plan) => question.countedBy === 'sent'
export const total = (plan: Plan, fact: FactName) => name(totalColumn(plan, fact))
export const keysOf = ({ plan, starts }: Tallied) =>
  list([...dimensionColumns(plan), name('other'), ...(starts ? [name('bucket')] : [])])
/** The values of the dimensions, before any are gathered. */
const rawColumns = ({ question }: Plan) => question.by.map((_, i) => name(`k${i}`))

/** What the rows are parted by, as it is put in front of a SELECT, and its columns. */
export function parting({ plan, named, starts }: Tallied, at: Sql, voice: Voice | null) {
  const { question, zone, properties } = plan
  const raw = rawColumns(plan)
  const speak = speakIn(zone, properties)
  const isOther = sql`(${list(raw)}) GLOBAL NOT IN (${named ?? empty})`
  const bucket = sql`${latestOf(starts ?? [], sql`toDateTime64(counted_at, 3, 'UTC')`)} AS bucket`
  return {
    given: sql`WITH ${list([
      sql`${at} AS counted_at`,
      ...(voice === null ? [] : propertyColumns(properties, voice)),
      ...question.by.map((dimension, i) => sql`${speak(dimension)} AS ${name(`k${i}`)}`),
    ])}`,
    columns: list([
      ...(named === null ? [] : [sql`${isOther} AS other`]),
      ...raw.map(
        (k, i) => sql`${named === null ? k : sql`if(other, '', ${k})`} AS ${name(`d${i}`)}`,
      ),
      ...(named === null ? [sql`0 AS other`] : []),
      ...(starts ? [bucket] : []),
    ]),
    filter: allOf([
      filterSql(question.where, speak),
      ...(voice === null ? [] : onItsDays(question.where, plan.scope)),
    ]),
  }
}

/** Days narrow what is read: tables are sorted by them. */
export function inTime(plan: Plan, period: Period): Sql {
  if (isSent(plan)) return within(sql`sent_at`, period)
  return sql`day >= toDate(${instant(period.from)}) AND day <= toDate(${instant(period.to)}) AND ${within(sql`at`, period)}`
}

/** The same of totals. */
export const inTotalledTime = (plan: Plan, period: Period): Sql =>
  allOf([
    sql`counted_by = ${isSent(plan) ? sql`'sent'` : sql`'happened'`}`,
    sql`day >= toDate(${instant(period.from)}) AND day <= toDate(${instant(period.to)})`,
    within(sql`at`, period),
  ])

/** The months in which `inTime` can find facts; of some days only, where they are given. What counts by sending may happen later. */
export function monthsIn(
  plan: Plan,
  period: Period,
  days: readonly string[] | null = null,
): Months {
  if (days === null) return isSent(plan) ? { first: monthOf(period.from) } : monthsOf(period)
  const months = days.map(monthOf).toSorted()
  return isSent(plan) ? { first: months[0] ?? '9999-12' } : { these: months }
}

export const monthsOf = ({ from, to }: Period): Months => ({
  first: monthOf(from),
  last: monthOf(to),
})

export function ofKinds(facts: readonly FactName[]): Sql {
  const kinds = facts.map((fact) => factOf(fact).kinds)
  return kinds.every((some) => some !== undefined)
    ? sql`kind IN (${strings([...new Set(kinds.flat())])})`
    : sql`1`
}

export const countedAt = (plan: Plan) => (isSent(plan) ? sql`sent_at` : sql`at`)
export const countedDay = (plan: Plan) => (isSent(plan) ? sql`toDate(sent_at)` : sql`day`)

const quantiles = {
  0.5: sql`quantileExactInclusiveIf(0.5)`,
  0.9: sql`quantileExactInclusiveIf(0.9)`,
}
/** In milliseconds; clocks that disagree make no wait shorter than none. */
export const waited = sql`greatest(0, dateDiff('millisecond', arrived_at, at))`

/** A column for each level that is asked of a waiting time. */
export function percentiles(
  plan: Plan,
  fact: FactName,
  weight: Sql,
  is: Sql,
): readonly (readonly [column: Sql, value: Sql])[] {
  if (!factOf(fact).since) return []
  const levels = [...new Set(plan.counted.flatMap(({ quantile }) => quantile ?? []))]
  return levels.map((level) => [
    name(percentileColumn(plan, fact, level)),
    sql`${quantiles[level]}(${weight}, ${is})`,
  ])
}
