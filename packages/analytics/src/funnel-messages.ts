import type { FunnelStep } from '@airgraph/domain/question.ts'
import { allOf, join, type Sql, sql } from '@airgraph/sql/sql.ts'
import { dimensionsIn, propertiesIn, propertyColumns, speakIn } from './dimensions.ts'
import { filterSql } from './filter.ts'
import {
  dayOf,
  endOf,
  type FunnelPlan,
  gathered,
  instant,
  isFirst,
  isLent,
  isLoose,
  isStep,
  lastOf,
  type Lent,
  lentTime,
  never,
  reached,
  saying,
  taken,
  theirs,
  timesOf,
} from './funnel-steps.ts'
import { zoneOf } from './period.ts'
import { factsOf } from './tables.ts'
import { monthsOf } from './tallied.ts'

const nobody = sql`toUUID('00000000-0000-0000-0000-000000000000')`

const person = sql`person`

/** How rows that know when their message began say what it is split and filtered by. */
function wordsOf({ question, scope }: FunnelPlan, began: Sql) {
  const properties = propertiesIn([...question.by, ...dimensionsIn(question.where)])
  const speak = speakIn(zoneOf(question, scope), properties)
  return {
    given: join([sql`${began} AS counted_at`, ...propertyColumns(properties, 'message')], ', '),
    split: question.by.map(speak),
    passes: filterSql(question.where, speak),
  }
}

/** The messages that begin in the period: since when, whose `person` is, and `d0`, which they are split by. */
export function beginners(plan: FunnelPlan): Sql {
  const { question, scope, period, first } = plan
  const { given, split, passes } = wordsOf(plan, sql`at`)
  const where = allOf([
    sql`at >= ${instant(period.from)} AND at < ${instant(period.to)}`,
    sql`day >= ${dayOf(period.from)} AND day <= ${dayOf(period.to)}`,
    isFirst(first, question.engagement),
    passes,
  ])
  const columns = [
    sql`message_key, contact_id AS ${person}, at AS ${reached(0)}`,
    ...split.map((one) => sql`${one} AS d0`),
    ...question.steps
      .slice(1)
      .filter(isLent)
      .map((step) => sql`${lentTime[step]} AS ${timesOf(step)}`),
  ]
  return sql`WITH ${given} SELECT ${join(columns, ', ')}
    FROM ${factsOf(scope, where, monthsOf(period))}`
}

/** What was told of later steps, and only what `which` says. */
const toldOf = (plan: FunnelPlan, steps: readonly FunnelStep[], which: Sql) =>
  factsOf(
    plan.scope,
    allOf([saying(plan, steps), which]),
    monthsOf({ from: plan.period.from, to: lastOf(plan) }),
  )

/** All beginners, with the times of their later steps. */
export function everyone(plan: FunnelPlan): Sql {
  const told = plan.question.steps.slice(1).filter((step) => !isLent(step))
  if (told.length === 0) return beginners(plan)
  return sql`SELECT * FROM (${beginners(plan)}) AS b GLOBAL LEFT ANY JOIN (
    SELECT message_key, ${join(gathered(plan, told, timesOf), ', ')}
    FROM ${toldOf(plan, told, sql`message_key != 0`)} GROUP BY message_key) AS m USING (message_key)`
}

/**
 * The first step that only events of the message itself tell of, where nothing but what every fact knows comes before it.
 * Whoever comes further took it: nobody else has to be looked at.
 */
export interface Gate {
  readonly at: number
  readonly step: FunnelStep
  /** Between the first and it. */
  readonly before: readonly Lent[]
  readonly later: readonly FunnelStep[]
}

export function gateOf({ question: { steps }, first }: FunnelPlan): Gate | null {
  const at = steps.findIndex((step) => !isLent(step))
  const step = steps[at]
  if (step === undefined || isLoose(step) || !isLent(first)) return null
  return { at, step, before: steps.slice(1, at).filter(isLent), later: steps.slice(at + 1) }
}

/** What says when the message began and when it came before the gate, in every fact of it. */
function lentOf(plan: FunnelPlan, { before }: Gate) {
  const began = plan.first === 'sent' ? sql`sent_at` : sql`delivered_at`
  const end = endOf(plan, began)
  return {
    began,
    before: before.reduce((after, step) => taken(step, lentTime[step], after, end), began),
  }
}

/**
 * Those of the beginners that went through the gate: when, when they took the step before it, and the times of later ones.
 * What is worked out is not looked at in WHERE: of archived facts the engine loses what a condition says twice.
 */
export function through(plan: FunnelPlan, gate: Gate): Sql {
  const { at, step, later } = gate
  const { from, to } = plan.period
  const { began, before } = lentOf(plan, gate)
  const { given, split, passes } = wordsOf(plan, began)
  const told = later.filter((one) => !isLent(one))
  const passed = sql`${isStep(step, plan.question.engagement)} AND before > ${never} AND at >= before`
  const columns = [
    sql`any(contact_id) AS ${person}, any(${began}) AS ${reached(0)}`,
    ...split.map((one) => sql`any(${one}) AS d0`),
    ...(at > 1 ? [sql`any(before) AS ${reached(at - 1)}`] : []),
    sql`minIf(at, ${passed}) AS ${reached(at)}`,
    ...later.filter(isLent).map((one) => sql`any(${lentTime[one]}) AS ${timesOf(one)}`),
    ...gathered(plan, told, timesOf),
  ]
  const which = allOf([
    sql`message_key != 0 AND ${began} >= ${instant(from)} AND ${began} < ${instant(to)}`,
    passes,
  ])
  return sql`WITH ${given}, ${before} AS before SELECT message_key, ${join(columns, ', ')}
    FROM ${toldOf(plan, [step, ...told], which)} GROUP BY message_key
    HAVING ${reached(at)} > ${never} AND ${reached(at)} <= ${endOf(plan, reached(0))}`
}

/** To their times, those of what names no message. */
export function withLoose(plan: FunnelPlan, rows: Sql): Sql {
  const loose = plan.question.steps.filter(isLoose)
  const both = loose.map(
    (step) => sql`arrayConcat(${timesOf(step)}, ${theirs(step)}) AS ${timesOf(step)}`,
  )
  return sql`SELECT * REPLACE (${join(both, ', ')}) FROM (${rows}) AS b GLOBAL LEFT ANY JOIN (
    SELECT contact_id AS ${person}, ${join(gathered(plan, loose, theirs), ', ')}
    FROM ${toldOf(plan, loose, sql`message_key = 0 AND contact_id != ${nobody}`)}
    GROUP BY contact_id) AS c USING (${person})`
}
