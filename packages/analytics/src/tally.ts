import { anyOf, empty, join, moment, name, type Sql, sql, str, uint } from '@airgraph/sql/sql.ts'
import { ofEvents, ofMessages, propertyColumn } from './dimensions.ts'
import { arrivalMoment, type FactName, factOf, sentMoment } from './facts.ts'
import { filterSql } from './filter.ts'
import type { Period } from './period.ts'
import type { Plan } from './plan.ts'
import { eventRowsWithMessage, lending, messageRows } from './sources.ts'
import { eventsOf } from './tables.ts'

/**
 * What a question counts, as rows to be added up: each is one fact of one message or event, with the columns `fact` (its
 * position in the plan), `weight`, `at`, `d0`, `d1`, … (what the question splits by) and `other` (1: its group is not named).
 *
 * Facts come from `messages`, totals and money from `events`. But where the question uses a dimension that only events
 * know, what counts once for a message is the first of its events in each group: a message whose reader
 * clicked two links is one of either, and one of both together.
 */
export function tally(plan: Plan, period: Period, named: Sql | null): Sql {
  if (plan.fromEvents) return firstsOf(plan, period, gather(plan, eventFacts(plan, period), named))
  const read = plan.facts.filter((fact) => isOfMessage(plan, fact))
  const rest = plan.facts.filter((fact) => !read.includes(fact) || looseIn(plan, fact))
  const parts = [
    ...(read.length > 0 ? [messageFacts(plan, period)] : []),
    ...(rest.length > 0 ? [eventFacts(plan, period)] : []),
  ].map((part) => sql`SELECT ${split(plan)} at, fact, weight FROM ${part}`)
  return gather(plan, sql`(${join(parts, ' UNION ALL ')})`, named)
}

/** The money that is left out because it is in another currency; `null` where there can be none. */
export function foreignMoney(plan: Plan, period: Period): Sql | null {
  const { currency } = plan.choice
  const isMoney = (fact: FactName) => fact === 'paid' || fact === 'revenue' || fact === 'refunds'
  if (currency === null || !plan.facts.some(isMoney)) return null
  const foreign = sql`(kind IN ('converted', 'refunded') AND currency NOT IN ('', ${str(currency)}))`
  return sql`
    SELECT currency, countIf(kind = 'converted') AS conversions, countIf(kind = 'refunded') AS refunds
    FROM ${eventRows(plan, foreign, countedWithin(plan, period), withMessage(plan))}
    GROUP BY currency ORDER BY conversions + refunds DESC, currency LIMIT 20`
}

export const dimensionColumns = ({ question }: Plan) => question.by.map((_, i) => name(`d${i}`))

const never = sql`toDateTime64(0, 3, 'UTC')`
const instant = (at: number) => moment(new Date(at))
const within = (column: Sql, { from, to }: Period) =>
  sql`(${column} >= ${instant(from)} AND ${column} < ${instant(to)})`
const list = (parts: readonly Sql[]) => join(parts, ', ')
/** The dimensions' columns, for the front of a list. */
const split = (plan: Plan) =>
  join(
    dimensionColumns(plan).map((d) => sql`${d},`),
    ' ',
  )
const isSent = ({ question }: Plan) => question.countedBy === 'sent'

/** Marks rows whose group is not among the `named`, and takes their group away. */
function gather(plan: Plan, rows: Sql, named: Sql | null): Sql {
  const columns = dimensionColumns(plan)
  if (named === null) return sql`(SELECT *, 0 AS other FROM ${rows})`
  return sql`(SELECT * REPLACE (${list(columns.map((d) => sql`if(other, '', ${d}) AS ${d}`))})
    FROM (SELECT *, (${list(columns)}) GLOBAL NOT IN (${named}) AS other FROM ${rows}))`
}

/** Totals have their messages' moments only if it is the messages' moments that count. */
const isOfMessage = (plan: Plan, fact: FactName) => {
  const { once, ofMessage } = factOf(fact)
  return !plan.fromEvents && ofMessage !== undefined && (once || isSent(plan))
}

function messageFacts(plan: Plan, period: Period): Sql {
  const { scope, choice, question, zone, properties } = plan
  const speak = ofMessages(zone, properties)
  const hits = plan.facts.flatMap((fact, position) => {
    const { ofMessage, since } = factOf(fact)
    if (!ofMessage || !isOfMessage(plan, fact)) return []
    const at = ofMessage.at(choice)
    const weight = since ? waited(sql`arrived`, at) : (ofMessage.weight?.(choice) ?? sql`1`)
    return [sql`(${uint(position)}, ${at}, toInt64(${weight}))`]
  })
  const happened = isSent(plan) ? sql`f.2 > ${never}` : within(sql`f.2`, period)
  const kept = [...lending, ...properties.map((_, i) => propertyColumn(i))]
  const dimensions = question.by.map(
    (dimension, i) => sql`${speak(dimension)} AS ${name(`d${i}`)},`,
  )
  return sql`(
    SELECT ${join(dimensions, ' ')} at, fact, weight FROM (
      SELECT *, hit.1 AS fact, ${isSent(plan) ? sql`sent_moment` : sql`hit.2`} AS at, hit.3 AS weight FROM (
        SELECT ${list(kept)}, ${sentMoment} AS sent_moment, ${arrivalMoment} AS arrived,
          arrayJoin(arrayFilter(f -> ${happened}, [${list(hits)}])) AS hit
        FROM ${messageRows(scope, properties)}
        ${isSent(plan) ? sql`WHERE ${within(sql`sent_moment`, period)}` : empty}))
    WHERE ${filterSql(question.where, speak)})`
}

/** In milliseconds; clocks that disagree make no wait shorter than none. */
const waited = (since: Sql, until: Sql) =>
  sql`greatest(0, dateDiff('millisecond', ${since}, ${until}))`

const looseIn = (plan: Plan, fact: FactName): Sql | undefined =>
  isSent(plan) ? undefined : factOf(fact).loose

const waits = ({ facts }: Plan) => facts.filter((fact) => factOf(fact).since)
const countOnce = ({ facts }: Plan) => facts.filter((fact) => factOf(fact).once)

/** Whether the events need their messages beside them. */
function withMessage(plan: Plan): boolean {
  const own = plan.facts.some((fact) => !isOfMessage(plan, fact))
  return isSent(plan) || (own && plan.borrows) || (plan.fromEvents && waits(plan).length > 0)
}

const countedWithin = (plan: Plan, period: Period) =>
  within(isSent(plan) ? sql`message_sent_at` : sql`occurred_at`, period)

/** The events that match, with `at` and the dimensions. */
function eventRows(plan: Plan, condition: Sql, inTime: Sql, joined: boolean): Sql {
  const { scope, question, zone, properties } = plan
  const speak = ofEvents(zone, properties, joined)
  const dimensions = question.by.map(
    (dimension, i) => sql`, ${speak(dimension)} AS ${name(`d${i}`)}`,
  )
  return sql`(
    SELECT * ${join(dimensions, '')} FROM (
      SELECT *, ${isSent(plan) ? sql`message_sent_at` : sql`occurred_at`} AS at
      FROM ${joined ? eventRowsWithMessage(scope, properties) : eventsOf(scope)}
      WHERE ${condition} AND ${inTime})
    WHERE ${filterSql(question.where, speak)})`
}

function eventFacts(plan: Plan, period: Period): Sql {
  const hits = plan.facts.flatMap((fact, position) => {
    const { ofEvents: of, once } = factOf(fact)
    const loose = looseIn(plan, fact)
    const is = of && (once ? sql`${of.is(plan.choice)} AND message_id != ''` : of.is(plan.choice))
    const weight = sql`toInt64(${of?.weight ?? sql`1`})`
    return [
      ...(is && !isOfMessage(plan, fact)
        ? [{ is, hit: sql`(${uint(position)}, ${weight}, ${is})` }]
        : []),
      ...(loose ? [{ is: loose, hit: sql`(${uint(position)}, toInt64(1), ${loose})` }] : []),
    ]
  })
  const condition = anyOf(hits.map(({ is }) => sql`(${is})`))
  // Of what counts once, what happened before the period decides whether that in it was the first.
  const inTime =
    plan.fromEvents && countOnce(plan).length > 0 && !isSent(plan)
      ? sql`occurred_at < ${instant(period.to)}`
      : countedWithin(plan, period)
  const joined = withMessage(plan)
  return sql`(
    SELECT ${split(plan)} at, hit.1 AS fact, hit.2 AS weight, contact_id, message_id, event_id, occurred_at
      ${joined ? sql`, message_arrived_at` : empty}
    FROM (SELECT *, arrayJoin(arrayFilter(f -> f.3, [${list(hits.map(({ hit }) => hit))}])) AS hit
      FROM ${eventRows(plan, condition, inTime, joined)}))`
}

/** Of what counts once, only the first in each group; of all else, everything. */
function firstsOf(plan: Plan, period: Period, rows: Sql): Sql {
  const once = countOnce(plan)
  if (once.length === 0) return rows
  const positions = (facts: readonly FactName[]) => list(facts.map((fact) => uintOf(plan, fact)))
  const waiting = waits(plan)
  const weight =
    waiting.length > 0
      ? sql`if(fact IN (${positions(waiting)}), ${waited(sql`any(message_arrived_at)`, sql`min(occurred_at)`)}, any(weight))`
      : sql`any(weight)`
  return sql`(
    SELECT ${split(plan)} other, fact, first_at AS at, first_weight AS weight FROM (
      SELECT ${split(plan)} other, fact, min(at) AS first_at, ${weight} AS first_weight
      FROM ${rows}
      GROUP BY ${split(plan)} other, fact, contact_id, message_id,
        if(fact IN (${positions(once)}) AND message_id != '', toUUID('00000000-0000-0000-0000-000000000000'), event_id))
    WHERE ${within(sql`first_at`, period)})`
}

const uintOf = ({ facts }: Plan, fact: FactName): Sql => sql`${uint(facts.indexOf(fact))}`
