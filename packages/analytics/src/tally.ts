import {
  allOf,
  anyOf,
  empty,
  join,
  moment,
  name,
  type Param,
  type Sql,
  sql,
  str,
  strings,
  uint,
} from '@airgraph/sql/sql.ts'
import { propertyColumns, speakIn, type Voice } from './dimensions.ts'
import { type FactName, factOf } from './facts.ts'
import { filterSql } from './filter.ts'
import type { Period } from './period.ts'
import type { Plan } from './plan.ts'
import { dates, unrested } from './rests.ts'
import { dayTotalsOf, factsOf } from './tables.ts'
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

/**
 * A row for each bucket of each group in which something counts: `d0`, `d1`, … (what the question splits by), `other` (1: its
 * group is not named), `bucket`, and each fact's total.
 *
 * Days that rest are read from their totals, all else from the facts. Where the question uses a dimension that
 * only events know, what counts once for a message is the first of its events in each group: a message whose
 * reader clicked two links is one of either, and one of both together.
 */
export function tally(tallied: Tallied): Sql {
  const { plan } = tallied
  if (needsFirsts(plan)) return firstsTally(tallied)
  const days = plan.changing && unrested(plan.changing, plan.zone, tallied.period)
  if (days === null) return sql`(${factsTally(tallied, null)})`
  if (days.length === 0) return sql`(${restedTally(tallied, days)})`
  return sql`(${added(tallied, [factsTally(tallied, days), restedTally(tallied, days)])})`
}

/** Whether groups can be added up to others: what is different people, or a percentile, cannot. */
export const addsUp = (plan: Plan) =>
  !needsFirsts(plan) && plan.facts.every((fact) => !factOf(fact).people && !factOf(fact).since)

/** Groups part the events of a message, and something counts once for it in each. */
const needsFirsts = (plan: Plan) => plan.fromEvents && onceIn(plan).length > 0

/** The same tally with the groups beyond the limit gathered, the greatest named; only of what adds up. */
export function ranked(tallied: Tallied, value: Sql): Sql {
  const { plan, starts } = tallied
  const columns = dimensionColumns(plan)
  const totals = plan.facts.map((fact) => total(plan, fact))
  const group = list(columns)
  const kept = list([...columns, ...(starts ? [name('bucket')] : [])])
  const inBucket = totals.map((one) => sql`in_bucket_${one}`)
  const rows = starts
    ? sql`(SELECT ${kept}, ${list(totals.map((one, i) => sql`${one} AS ${inBucket[i] ?? one}`))},
        ${list(totals.map((one) => sql`sum(${one}) OVER (PARTITION BY ${group}) AS all_${one}`))} FROM ${tally(tallied)})`
    : tally(tallied)
  const valued = starts
    ? sql`(SELECT ${kept}, ${list(inBucket)}, ${list(totals.map((one) => sql`all_${one} AS ${one}`))} FROM ${rows})`
    : rows
  const places = sql`dense_rank() OVER (ORDER BY ${value} DESC NULLS LAST, ${group})`
  const sums = totals.map((one, i) => sql`sum(${(starts && inBucket[i]) || one}) AS ${one}`)
  const keys = list(columns.map((_, i) => name(`g${i}`)))
  const named = sql`(SELECT ${list(columns.map((d, i) => sql`if(place > ${uint(plan.question.limit)}, '', ${d}) AS ${name(`g${i}`)}`))},
      place > ${uint(plan.question.limit)} AS other ${starts ? sql`, bucket` : empty}, ${list((starts && inBucket) || totals)}
    FROM (SELECT *, ${places} AS place FROM ${valued}))`
  return sql`(
    SELECT ${list(columns.map((d, i) => sql`${name(`g${i}`)} AS ${d}`))}, other ${starts ? sql`, bucket` : empty}, ${list(sums)}
    FROM ${named} GROUP BY ${keys}, other ${starts ? sql`, bucket` : empty})`
}

function added(tallied: Tallied, parts: readonly Sql[]): Sql {
  const { plan } = tallied
  const columns = plan.facts.flatMap((fact) => [
    sql`sum(${total(plan, fact)}) AS ${total(plan, fact)}`,
    ...percentiles(plan, fact, sql`0`, sql`0`).map(([column]) => onlyNumber(column)),
  ])
  return sql`SELECT ${keysOf(tallied)}, ${list(columns)}
    FROM (${join(parts, ' UNION ALL ')}) GROUP BY ${keysOf(tallied)}`
}

export const dimensionColumns = ({ question }: Plan) => question.by.map((_, i) => name(`d${i}`))

const list = (parts: readonly Sql[]) => join(parts, ', ')
const instant = (at: number) => moment(new Date(at))
const within = (column: Sql, { from, to }: Period) =>
  sql`(${column} >= ${instant(from)} AND ${column} < ${instant(to)})`
const moments = (value: readonly number[]): Param => ({ type: 'Array(Int64)', value })
const isSent = ({ question }: Plan) => question.countedBy === 'sent'
const total = (plan: Plan, fact: FactName) => name(totalColumn(plan, fact))
const keysOf = ({ plan, starts }: Tallied) =>
  list([...dimensionColumns(plan), name('other'), ...(starts ? [name('bucket')] : [])])
/** The values of the dimensions, before any are gathered. */
const rawColumns = ({ question }: Plan) => question.by.map((_, i) => name(`k${i}`))

/** What the rows are parted by, as it is put in front of a SELECT, and its columns. */
function parting({ plan, named, starts }: Tallied, at: Sql, voice: Voice | null) {
  const { question, zone, properties } = plan
  const raw = rawColumns(plan)
  const speak = speakIn(zone, properties)
  const isOther = sql`(${list(raw)}) GLOBAL NOT IN (${named ?? empty})`
  const bucket = sql`roundDown(toUnixTimestamp64Milli(toDateTime64(counted_at, 3, 'UTC')), ${moments(starts ?? [])}) AS bucket`
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
    filter: filterSql(question.where, speak),
  }
}

/** Days narrow what is read: tables are sorted by them. */
function inTime(plan: Plan, period: Period): Sql {
  if (isSent(plan)) return within(sql`sent_at`, period)
  return sql`day >= toDate(${instant(period.from)}) AND day <= toDate(${instant(period.to)}) AND ${within(sql`at`, period)}`
}

function ofKinds(facts: readonly FactName[]): Sql {
  const kinds = facts.map((fact) => factOf(fact).kinds)
  return kinds.every((some) => some !== undefined)
    ? sql`kind IN (${strings([...new Set(kinds.flat())])})`
    : sql`1`
}

const voiceOf = (fact: FactName): Voice => (factOf(fact).once ? 'message' : 'event')

const countedAt = (plan: Plan) => (isSent(plan) ? sql`sent_at` : sql`at`)

const quantiles = {
  0.5: sql`quantileExactInclusiveIf(0.5)`,
  0.9: sql`quantileExactInclusiveIf(0.9)`,
}
/** In milliseconds; clocks that disagree make no wait shorter than none. */
const waited = sql`greatest(0, dateDiff('millisecond', arrived_at, at))`

/** Facts whose messages speak and facts whose events do are tallied apart, where there are properties to speak of. */
function voicesIn(plan: Plan): readonly (readonly [Voice, readonly FactName[]])[] {
  if (plan.properties.length === 0) return [['message', plan.facts]]
  return [...Map.groupBy(plan.facts, voiceOf)]
}

/** From the facts, of all days or of some. */
function factsTally(tallied: Tallied, days: readonly string[] | null): Sql {
  const { plan } = tallied
  const parts = voicesIn(plan).map(([voice, facts]) => voiceTally(tallied, days, voice, facts))
  const [only] = parts
  if (parts.length === 1 && only) return only
  return added(tallied, parts)
}

/** A column for each level that is asked of a waiting time. */
function percentiles(
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

function voiceTally(
  tallied: Tallied,
  days: readonly string[] | null,
  voice: Voice,
  facts: readonly FactName[],
): Sql {
  const { plan, period } = tallied
  const countedDay = isSent(plan) ? sql`toDate(sent_at)` : sql`day`
  const counts = anyOf(facts.map((fact) => factOf(fact).is(plan.choice)))
  const where = allOf([
    inTime(plan, period),
    ofKinds(facts),
    ...(days === null ? [] : [sql`${countedDay} IN (${dates(days)})`]),
    counts,
  ])
  const sums = plan.facts.flatMap((fact) => {
    const mine = facts.includes(fact)
    const { is, since } = factOf(fact)
    const sum = since || !mine ? sql`toInt64(0)` : totalOf(fact, is(plan.choice))
    return [
      sql`${sum} AS ${total(plan, fact)}`,
      ...percentiles(plan, fact, waited, is(plan.choice)).map(
        ([column, value]) => sql`${mine ? value : sql`nan`} AS ${column}`,
      ),
    ]
  })
  const { given, columns, filter } = parting(tallied, countedAt(plan), voice)
  return sql`${given} SELECT ${columns}, ${list(sums)}
    FROM ${factsOf(plan.scope, sql`${where} AND ${filter}`)}
    GROUP BY ${keysOf(tallied)} HAVING count() > 0`
}

/** The one of some values that is a number. */
const onlyNumber = (column: Sql) =>
  sql`if(countIf(isFinite(${column})) = 0, nan, sumIf(${column}, isFinite(${column}))) AS ${column}`

function totalOf(fact: FactName, is: Sql): Sql {
  const { weight, people } = factOf(fact)
  if (people) return sql`toInt64(uniqExactIf(contact_id, ${is}))`
  return weight ? sql`toInt64(sumIf(${weight}, ${is}))` : sql`toInt64(countIf(${is}))`
}

/** From the totals, of all but some days. */
function restedTally(tallied: Tallied, changing: readonly string[]): Sql {
  const { plan, period } = tallied
  const where = allOf([
    sql`counted_by = ${isSent(plan) ? sql`'sent'` : sql`'happened'`}`,
    sql`day >= toDate(${instant(period.from)}) AND day <= toDate(${instant(period.to)})`,
    ...(changing.length > 0 ? [sql`day NOT IN (${dates(changing)})`] : []),
    within(sql`at`, period),
  ])
  const sums = plan.facts.map(
    (fact) => sql`toInt64(${factOf(fact).total?.(plan.choice) ?? sql`0`}) AS ${total(plan, fact)}`,
  )
  const presence = plan.facts.map((fact) => {
    const { presence: counted, total: own } = factOf(fact)
    return sql`(${(counted ?? own)?.(plan.choice) ?? sql`0`})`
  })
  const { given, columns, filter } = parting(tallied, sql`at`, null)
  return sql`${given} SELECT ${columns}, ${list(sums)}
    FROM ${dayTotalsOf(plan.scope, sql`${where} AND ${filter}`)}
    GROUP BY ${keysOf(tallied)}
    HAVING ${join(presence, ' + ')} > 0`
}

const onceIn = ({ facts }: Plan) => facts.filter((fact) => factOf(fact).once)

/** Each row once for each fact that it says: `fact` is its position in the plan. */
function hits(tallied: Tallied, where: Sql): Sql {
  const { plan } = tallied
  const all = plan.facts.map((fact, i) => {
    const { weight, since } = factOf(fact)
    return sql`(${uint(i)}, toInt64(${since ? waited : (weight ?? sql`1`)}), ${saidBy(plan, fact)})`
  })
  const { given, columns, filter } = parting({ ...tallied, starts: null }, countedAt(plan), 'event')
  return sql`(${given} SELECT ${columns}, counted_at, at, message_key, event_key, contact_id,
      arrayJoin(arrayFilter(f -> f.3, [${list(all)}])) AS hit, hit.1 AS fact, hit.2 AS weight
    FROM ${factsOf(plan.scope, sql`${where} AND ${filter}`)})`
}

/** What counts once counts of messages alone, but for what somebody can do without one. */
function saidBy(plan: Plan, fact: FactName): Sql {
  const { once, loose, said } = factOf(fact)
  return once && !loose
    ? sql`(${said(plan.choice)} AND message_key != 0)`
    : sql`(${said(plan.choice)})`
}

/** Of what counts once, only the first in each group; of all else, everything. */
function firstsTally(tallied: Tallied): Sql {
  const { plan, period, starts } = tallied
  const said = sql`${ofKinds(plan.facts)} AND ${anyOf(plan.facts.map((fact) => saidBy(plan, fact)))}`
  const during = sql`${inTime(plan, period)} AND ${said}`
  const once = onceIn(plan)
  // What happened before the period decides whether that in it was the first.
  const where = isSent(plan)
    ? during
    : sql`${said} AND at < ${instant(period.to)} AND (at >= ${instant(period.from)} OR message_key GLOBAL IN (
          SELECT message_key FROM ${factsOf(plan.scope, sql`${during} AND message_key != 0`)}))`
  const positions = list(once.map((fact) => sql`${uint(plan.facts.indexOf(fact))}`))
  const isOnce = sql`(fact IN (${positions}) AND message_key != 0)`
  const first = sql`(
    SELECT ${list([...dimensionColumns(plan), name('other')])}, fact, min(counted_at) AS first_at,
      argMin(weight, (at, event_key)) AS first_weight, any(contact_id) AS person
    FROM ${hits(tallied, where)}
    GROUP BY ${list([...dimensionColumns(plan), name('other')])}, fact, ${isOnce}, if(${isOnce}, message_key, event_key))`
  const sums = plan.facts.flatMap((fact, i) => {
    const mine = sql`fact = ${uint(i)}`
    const { since, people } = factOf(fact)
    const counted = people
      ? sql`toInt64(uniqExactIf(person, ${mine}))`
      : sql`sumIf(first_weight, ${mine})`
    const sum = since ? sql`toInt64(0)` : counted
    return [
      sql`${sum} AS ${total(plan, fact)}`,
      ...percentiles(plan, fact, sql`first_weight`, mine).map(
        ([column, value]) => sql`${value} AS ${column}`,
      ),
    ]
  })
  return sql`(SELECT ${keysOf(tallied)}, ${list(sums)}
    FROM (SELECT * ${starts ? sql`, roundDown(toUnixTimestamp64Milli(first_at), ${moments(starts)}) AS bucket` : empty}
      FROM ${first} WHERE ${within(sql`first_at`, period)})
    GROUP BY ${keysOf(tallied)})`
}

/** The money that is left out because it is in another currency; `null` where there can be none. */
export function foreignMoney(plan: Plan, period: Period): Sql | null {
  const { currency } = plan.choice
  const isMoney = (fact: FactName) => fact === 'paid' || fact === 'revenue' || fact === 'refunds'
  if (currency === null || !plan.facts.some(isMoney)) return null
  const foreign = allOf([
    inTime(plan, period),
    sql`kind IN ('converted', 'refunded') AND currency NOT IN ('', ${str(currency)})`,
  ])
  const { given, filter } = parting(
    {
      plan: { ...plan, question: { ...plan.question, by: [] } },
      period,
      named: null,
      starts: null,
    },
    countedAt(plan),
    'event',
  )
  return sql`${given}
    SELECT currency, countIf(kind = 'converted') AS conversions, countIf(kind = 'refunded') AS refunds
    FROM ${factsOf(plan.scope, sql`${foreign} AND ${filter}`)}
    GROUP BY currency ORDER BY conversions + refunds DESC, currency LIMIT 20`
}
