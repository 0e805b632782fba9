import { bitOf } from '@airgraph/domain/firsts.ts'
import type { FunnelQuestion, FunnelStep } from '@airgraph/domain/question.ts'
import {
  allOf,
  anyOf,
  empty,
  join,
  moment,
  name,
  type Sql,
  sql,
  str,
  strings,
  uint,
} from '@airgraph/sql/sql.ts'
import { dimensionsIn, propertiesIn, propertyColumns, speakIn } from './dimensions.ts'
import { classesIn, isOf } from './engagement.ts'
import { facts } from './facts.ts'
import { filterSql } from './filter.ts'
import { type Period, zoneOf } from './period.ts'
import type { Scope } from './scope.ts'
import { factsOf } from './tables.ts'
import { monthsOf } from './tallied.ts'

/** A funnel with everything decided that its statements share. */
export interface FunnelPlan {
  readonly question: FunnelQuestion
  readonly scope: Scope
  readonly period: Period
  readonly first: FunnelStep
}

const never = sql`toDateTime64(0, 3, 'UTC')`
const nobody = sql`toUUID('00000000-0000-0000-0000-000000000000')`
const instant = (at: number) => moment(new Date(at))
const dayOf = (at: number) => sql`toDate(${instant(at)})`
const timesOf = (step: FunnelStep) => name(`${step}_times`)
const theirs = (step: FunnelStep) => name(`${step}_theirs`)
const reached = (step: number) => name(`reached_${step}`)

const windowOf = ({ question }: FunnelPlan) => Math.round(question.withinHours * 3_600_000)

/** The rows of messages' first steps of this sort. */
function isFirst(step: FunnelStep, engagement: FunnelQuestion['engagement']): Sql {
  if (step === 'sent') return sql`bitTest(firsts, ${uint(bitOf('sent'))})`
  if (step === 'delivered') return sql`bitTest(firsts, ${uint(bitOf('delivered'))})`
  if (step === 'opened') return facts.opened.is({ engagement, currency: null })
  if (step === 'clicked') return facts.clicked.is({ engagement, currency: null })
  return sql`bitTest(firsts, ${uint(bitOf('replied'))}) AND message_key != 0`
}

function isStep(step: FunnelStep, engagement: FunnelQuestion['engagement']): Sql {
  const ofKind = sql`kind = ${str(step)}`
  return step === 'opened' || step === 'clicked'
    ? allOf([ofKind, isOf(classesIn(engagement))])
    : ofKind
}

/** The messages that begin in the period: `began` when, and `d0`, which they are split by. */
function beginners({ question, scope, period, first }: FunnelPlan): Sql {
  const properties = propertiesIn([...question.by, ...dimensionsIn(question.where)])
  const speak = speakIn(zoneOf(question, scope), properties)
  const split = question.by.map((dimension) => sql`${speak(dimension)} AS d0,`)
  const where = sql`at >= ${instant(period.from)} AND at < ${instant(period.to)}
    AND day >= ${dayOf(period.from)} AND day <= ${dayOf(period.to)} AND ${isFirst(first, question.engagement)}`
  const given = [sql`at AS counted_at`, ...propertyColumns(properties, 'message')]
  return sql`
    WITH ${join(given, ', ')} SELECT ${join(split, ' ')} contact_id, message_key, at AS began, [sent_at] AS sent_times,
      if(delivered_at > ${never}, [greatest(sent_at, delivered_at)], []) AS delivered_times
    FROM ${factsOf(scope, sql`${where} AND ${filterSql(question.where, speak)}`, monthsOf(period))}`
}

/** For each of the keys, when each step was taken. */
function timesBy(
  plan: FunnelPlan,
  keys: Sql,
  steps: readonly FunnelStep[],
  as: typeof timesOf,
  which: Sql,
) {
  const { engagement } = plan.question
  const { from, to } = plan.period
  const until = to + windowOf(plan)
  const columns = steps.map(
    (step) => sql`groupArrayIf(at, ${isStep(step, engagement)}) AS ${as(step)}`,
  )
  const where = allOf([
    sql`day >= ${dayOf(from)} AND day <= ${dayOf(until)}`,
    sql`kind IN (${strings(steps)})`,
    anyOf(steps.map((step) => isStep(step, engagement))),
    which,
    sql`at >= ${instant(from)} AND at <= ${instant(until)}`,
  ])
  return sql`(SELECT ${keys}, ${join(columns, ', ')} FROM ${factsOf(plan.scope, where, monthsOf({ from, to: until }))} GROUP BY ${keys})`
}

/**
 * The beginners with the times of their later steps. A visit or a conversion that names a message is that message's;
 * one that names none may follow from any message of the contact.
 */
function withTimes(plan: FunnelPlan): Sql {
  const later = plan.question.steps.slice(1)
  const told = later.filter((step) => step !== 'sent' && step !== 'delivered')
  const loose = told.filter((step) => step === 'visited' || step === 'converted')
  const messages = timesBy(plan, sql`message_key`, told, timesOf, sql`message_key != 0`)
  const contacts = timesBy(
    plan,
    sql`contact_id`,
    loose,
    theirs,
    sql`message_key = 0 AND contact_id != ${nobody}`,
  )
  const both = loose.map(
    (step) => sql`arrayConcat(${timesOf(step)}, ${theirs(step)}) AS ${timesOf(step)}`,
  )
  return sql`SELECT * ${loose.length > 0 ? sql`REPLACE (${join(both, ', ')})` : empty} FROM (${beginners(plan)}) AS b
    ${told.length > 0 ? sql`GLOBAL LEFT ANY JOIN ${messages} AS m USING (message_key)` : empty}
    ${loose.length > 0 ? sql`GLOBAL LEFT ANY JOIN ${contacts} AS c USING (contact_id)` : empty}`
}

/** Each step is the first of its kind after the step before; the epoch for who did not come so far. */
function walked(plan: FunnelPlan): Sql {
  const until = sql`addMilliseconds(began, ${uint(windowOf(plan))})`
  return plan.question.steps.slice(1).reduce(
    (rows, step, i) => sql`SELECT *, arrayMin(arrayFilter(
        t -> ${reached(i)} > ${never} AND t >= ${reached(i)} AND t <= ${until}, ${timesOf(step)})) AS ${reached(i + 1)}
      FROM (${rows})`,
    sql`SELECT *, began AS ${reached(0)} FROM (${withTimes(plan)})`,
  )
}

/** The groups to name: those that most messages begin in. */
export const funnelGroups = (plan: FunnelPlan): Sql | null =>
  plan.question.by.length === 0
    ? null
    : sql`SELECT d0 FROM (${beginners(plan)}) GROUP BY d0
        ORDER BY count() DESC, d0 LIMIT ${uint(plan.question.limit)}`

export function funnelSql(plan: FunnelPlan, named: Sql | null): Sql {
  const columns = plan.question.steps.flatMap((_, i) => [
    sql`countIf(${reached(i)} > ${never}) AS ${name(`count_${i}`)}`,
    ...(i === 0
      ? []
      : [
          sql`quantileExactInclusiveIf(0.5)(dateDiff('millisecond', ${reached(i - 1)}, ${reached(i)}),
            ${reached(i)} > ${never}) AS ${name(`median_${i}`)}`,
        ]),
  ])
  const all = join(columns, ', ')
  if (named === null) return sql`SELECT ${all} FROM (${walked(plan)})`
  return sql`SELECT d0, other, ${all}
    FROM (SELECT * REPLACE (if(other, '', d0) AS d0)
      FROM (SELECT *, d0 GLOBAL NOT IN (${named}) AS other FROM (${walked(plan)})))
    GROUP BY d0, other`
}
