import { allOf, anyOf, empty, join, moment, name, type Sql, sql, str } from '@airgraph/sql/sql.ts'
import { ofEvents, ofMessages, propertyColumn } from './dimensions.ts'
import { arrivalMoment, type Fact, type FactName, factOf, sentMoment } from './facts.ts'
import { filterSql } from './filter.ts'
import type { Period } from './period.ts'
import type { Plan } from './plan.ts'
import { eventRowsWithMessage, messageRows } from './sources.ts'
import { eventsOf } from './tables.ts'

/**
 * Rows to be added up, each of one message or event at one moment: the columns `d0`, `d1`, … (what the question splits by),
 * `other` (1: this row's group is not named), `at`, and one for each fact: how much of it the row is.
 *
 * A fact comes by one of three roads. `messages`: from the row of its message. `firsts`: from the first of a message's
 * events in each group, where only events know the groups; so a message that clicked two links is one of either, and
 * one of both together. `events`: from every event that matches.
 */
type Road = 'messages' | 'firsts' | 'events'

function roadOf({ fromEvents, question }: Plan, { once, ofMessage }: Fact): Road {
  if (once && fromEvents) return 'firsts'
  if (ofMessage && !fromEvents && (once || question.countedBy === 'sent')) return 'messages'
  return 'events'
}

const never = sql`toDateTime64(0, 3, 'UTC')`
const instant = (at: number) => moment(new Date(at))
const within = (column: Sql, { from, to }: Period) =>
  sql`(${column} >= ${instant(from)} AND ${column} < ${instant(to)})`
const list = (parts: readonly Sql[]) => join(parts, ', ')
/** Each followed by a comma: for the front of a list that goes on. */
const leading = (parts: readonly Sql[]) => (parts.length === 0 ? empty : sql`${list(parts)}, `)

export const dimensionColumns = ({ question }: Plan) => question.by.map((_, i) => name(`d${i}`))

/** Marks rows whose group is not among the `named`, and takes their group away. */
function gather(plan: Plan, rows: Sql, named: Sql | null): Sql {
  const columns = dimensionColumns(plan)
  if (named === null || columns.length === 0) return sql`(SELECT *, 0 AS other FROM (${rows}))`
  return sql`(SELECT * REPLACE (${list(columns.map((d) => sql`if(other, '', ${d}) AS ${d}`))})
    FROM (SELECT *, (${list(columns)}) GLOBAL NOT IN (${named}) AS other FROM (${rows})))`
}

const happenedAt = (fact: FactName) => name(`${fact}_happened`)
const weightOf = (fact: FactName) => name(`${fact}_weight`)

/** What a row is of a fact when it is of it at all. */
const portion = (fact: FactName, hit: Sql): Sql => {
  const { since, ofMessage } = factOf(fact)
  if (since)
    return sql`if(${hit}, toFloat64(greatest(0, dateDiff('millisecond', arrived, ${happenedAt(fact)}))), NULL) AS ${name(fact)}`
  return ofMessage?.weight
    ? sql`if(${hit}, toInt64(${weightOf(fact)}), 0) AS ${name(fact)}`
    : sql`toInt64(${hit}) AS ${name(fact)}`
}
const absent = (fact: FactName): Sql =>
  factOf(fact).since ? sql`CAST(NULL, 'Nullable(Float64)')` : sql`toInt64(0)`

/** One row per moment at which something happened to a message, and in it whatever happened then. */
function spread(
  { question, needsMoment }: Plan,
  period: Period,
  rows: Sql,
  facts: readonly FactName[],
) {
  const moments = facts.map(happenedAt)
  if (question.countedBy === 'sent')
    return {
      rows: sql`SELECT *, sent_moment AS at FROM (${rows})`,
      hit: (fact: FactName) => sql`${happenedAt(fact)} > ${never}`,
    }
  if (needsMoment)
    return {
      rows: sql`SELECT *, arrayJoin(arrayDistinct(arrayFilter(m -> ${within(sql`m`, period)}, [${list(moments)}]))) AS at
        FROM (${rows})`,
      hit: (fact: FactName) => sql`${happenedAt(fact)} = at`,
    }
  return {
    rows: sql`SELECT *, ${never} AS at FROM (${rows}) WHERE ${anyOf(moments.map((m) => within(m, period)))}`,
    hit: (fact: FactName) => within(happenedAt(fact), period),
  }
}

function fromMessages(
  plan: Plan,
  period: Period,
  facts: readonly FactName[],
  named: Sql | null,
): Sql {
  const { scope, choice, question, zone, properties } = plan
  const speak = ofMessages(zone, properties)
  const columns = facts.flatMap((fact) => {
    const { ofMessage } = factOf(fact)
    const at = sql`${ofMessage?.at(choice) ?? never} AS ${happenedAt(fact)}`
    return ofMessage?.weight ? [at, sql`${ofMessage.weight(choice)} AS ${weightOf(fact)}`] : [at]
  })
  const kept = [
    ...['campaign_id', 'stream', 'mailbox_provider', 'source'].map(name),
    ...properties.map((_, i) => propertyColumn(i)),
  ]
  const messages = sql`SELECT ${list(kept)}, ${sentMoment} AS sent_moment, ${arrivalMoment} AS arrived, ${list(columns)}
    FROM ${messageRows(scope, properties)}
    ${question.countedBy === 'sent' ? sql`WHERE ${within(sql`sent_moment`, period)}` : empty}`
  const { rows, hit } = spread(plan, period, messages, facts)
  const split = question.by.map((dimension, i) => sql`${speak(dimension)} AS ${name(`d${i}`)}`)
  return gather(
    plan,
    sql`SELECT ${leading(split)} at, ${list(facts.map((fact) => portion(fact, hit(fact))))}
      FROM (${rows}) WHERE ${filterSql(question.where, speak)}`,
    named,
  )
}

/** The events that match any of the conditions, with `at`, the dimensions and, where it is needed, their message. */
function eventRows(plan: Plan, conditions: readonly Sql[], inTime: Sql, withMessage: boolean): Sql {
  const { scope, question, zone, properties } = plan
  const speak = ofEvents(zone, properties, withMessage)
  const split = question.by.map((dimension, i) => sql`, ${speak(dimension)} AS ${name(`d${i}`)}`)
  const at = question.countedBy === 'sent' ? sql`message_sent_at` : sql`occurred_at`
  const source = withMessage ? eventRowsWithMessage(scope, properties) : eventsOf(scope)
  return sql`SELECT * ${join(split, '')}
    FROM (SELECT *, ${at} AS at FROM ${source} WHERE ${anyOf(conditions)} AND ${inTime})
    WHERE ${filterSql(question.where, speak)}`
}

const conditionOf = ({ choice }: Plan, fact: FactName): Sql =>
  sql`(${factOf(fact).ofEvents?.is(choice) ?? sql`0`})`

function fromFirsts(
  plan: Plan,
  period: Period,
  facts: readonly FactName[],
  named: Sql | null,
): Sql {
  const { question, borrows } = plan
  const sent = question.countedBy === 'sent'
  const waits = facts.some((fact) => factOf(fact).since)
  const withMessage = sent || borrows || waits
  // What happened before the period decides whether what is in it was the first.
  const inTime = allOf([
    sql`message_id != ''`,
    sent ? within(sql`message_sent_at`, period) : sql`occurred_at < ${instant(period.to)}`,
  ])
  const conditions = facts.map((fact) => conditionOf(plan, fact))
  const events = gather(plan, eventRows(plan, conditions, inTime, withMessage), named)
  const columns = dimensionColumns(plan)
  const firsts = sql`SELECT ${leading(columns)} other,
      ${withMessage ? sql`any(message_sent_at) AS sent_moment, any(message_arrived_at) AS arrived,` : empty}
      ${list(facts.map((fact) => sql`minOrDefaultIf(occurred_at, ${conditionOf(plan, fact)}) AS ${happenedAt(fact)}`))}
    FROM ${events} GROUP BY ${leading(columns)} other, contact_id, message_id`
  const { rows, hit } = spread(plan, period, firsts, facts)
  return sql`(SELECT ${leading(columns)} other, at, ${list(facts.map((fact) => portion(fact, hit(fact))))} FROM (${rows}))`
}

const looseIn = ({ question }: Plan, fact: FactName): Sql | undefined =>
  question.countedBy === 'happened' ? factOf(fact).loose : undefined

function fromEvents(
  plan: Plan,
  period: Period,
  facts: readonly FactName[],
  loose: readonly FactName[],
  named: Sql | null,
): Sql {
  const sent = plan.question.countedBy === 'sent'
  const weight = (fact: FactName) => factOf(fact).ofEvents?.weight ?? sql`1`
  const conditions = [
    ...facts.map((fact) => ({ fact, is: conditionOf(plan, fact) })),
    ...loose.map((fact) => ({ fact, is: sql`(${looseIn(plan, fact) ?? sql`0`})` })),
  ]
  const withMessage = sent || (plan.borrows && facts.length > 0)
  const inTime = within(sent ? sql`message_sent_at` : sql`occurred_at`, period)
  const events = eventRows(
    plan,
    conditions.map(({ is }) => is),
    inTime,
    withMessage,
  )
  const values = conditions.map(
    ({ fact, is }) => sql`if(${is}, toInt64(${weight(fact)}), 0) AS ${name(fact)}_value`,
  )
  return sql`(SELECT ${leading(dimensionColumns(plan))} other, at,
      ${list(conditions.map(({ fact }) => sql`${name(fact)}_value AS ${name(fact)}`))}
    FROM (SELECT *, ${list(values)} FROM ${gather(plan, events, named)}))`
}

/** All that a question counts in a period. With `named`, a query for groups, all other groups are one. */
export function tally(plan: Plan, period: Period, named: Sql | null): Sql {
  const by = (road: Road) => plan.facts.filter((fact) => roadOf(plan, factOf(fact)) === road)
  const [messages, firsts, events] = [by('messages'), by('firsts'), by('events')]
  const loose = plan.facts.filter((fact) => looseIn(plan, fact) !== undefined)
  const parts = [
    ...(messages.length > 0
      ? [{ has: messages, rows: fromMessages(plan, period, messages, named) }]
      : []),
    ...(firsts.length > 0 ? [{ has: firsts, rows: fromFirsts(plan, period, firsts, named) }] : []),
    ...(events.length + loose.length > 0
      ? [{ has: [...events, ...loose], rows: fromEvents(plan, period, events, loose, named) }]
      : []),
  ]
  const columns = (has: readonly FactName[]) =>
    list(
      plan.facts.map((fact) =>
        has.includes(fact) ? name(fact) : sql`${absent(fact)} AS ${name(fact)}`,
      ),
    )
  const union = parts.map(
    ({ has, rows }) =>
      sql`SELECT ${leading(dimensionColumns(plan))} other, at, ${columns(has)} FROM ${rows}`,
  )
  return sql`(${join(union, ' UNION ALL ')})`
}

/** The money that is left out because it is in another currency; `null` where none can be. */
export function foreignMoney(plan: Plan, period: Period): Sql | null {
  const { currency } = plan.choice
  const money = plan.facts.some(
    (fact) => fact === 'paid' || fact === 'revenue' || fact === 'refunds',
  )
  if (currency === null || !money) return null
  const sent = plan.question.countedBy === 'sent'
  const events = eventRows(
    plan,
    [sql`(kind IN ('converted', 'refunded') AND currency NOT IN ('', ${str(currency)}))`],
    within(sent ? sql`message_sent_at` : sql`occurred_at`, period),
    sent || plan.borrows,
  )
  return sql`SELECT currency, countIf(kind = 'converted') AS conversions, countIf(kind = 'refunded') AS refunds
    FROM (${events}) GROUP BY currency ORDER BY conversions + refunds DESC, currency LIMIT 20`
}
