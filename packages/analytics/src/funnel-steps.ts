import { bitOf } from '@airgraph/domain/firsts.ts'
import type { FunnelQuestion, FunnelStep } from '@airgraph/domain/question.ts'
import { allOf, anyOf, moment, name, type Sql, sql, str, strings, uint } from '@airgraph/sql/sql.ts'
import { classesIn, isOf } from './engagement.ts'
import { facts } from './facts.ts'
import type { Period } from './period.ts'
import type { Scope } from './scope.ts'

/** A funnel with everything decided that its statements share. */
export interface FunnelPlan {
  readonly question: FunnelQuestion
  readonly scope: Scope
  readonly period: Period
  readonly first: FunnelStep
}

export const never = sql`toDateTime64(0, 3, 'UTC')`
export const instant = (at: number) => moment(new Date(at))
export const dayOf = (at: number) => sql`toDate(${instant(at)})`
const windowOf = ({ question }: FunnelPlan) => Math.round(question.withinHours * 3_600_000)
/** When the last of the period's messages is at its end. */
export const lastOf = (plan: FunnelPlan) => plan.period.to + windowOf(plan)

/** Every fact of a message says when: the only steps that need no events of their own, and have one time. */
export type Lent = 'sent' | 'delivered'
export const isLent = (step: FunnelStep): step is Lent => step === 'sent' || step === 'delivered'
/** A visit or a conversion that names no message may follow from any message of the contact. */
export const isLoose = (step: FunnelStep) => step === 'visited' || step === 'converted'

/** Arrived before it was sent, by clocks that differ, it arrived when it was sent. */
export const lentTime: Readonly<Record<Lent, Sql>> = {
  sent: sql`sent_at`,
  delivered: sql`if(delivered_at > ${never}, greatest(sent_at, delivered_at), ${never})`,
}

/** The rows of messages' first steps of this sort. */
export function isFirst(step: FunnelStep, engagement: FunnelQuestion['engagement']): Sql {
  if (isLent(step)) return sql`bitTest(firsts, ${uint(bitOf(step))})`
  if (step === 'opened') return facts.opened.is({ engagement, currency: null })
  if (step === 'clicked') return facts.clicked.is({ engagement, currency: null })
  return sql`bitTest(firsts, ${uint(bitOf('replied'))}) AND message_key != 0`
}

export function isStep(step: FunnelStep, engagement: FunnelQuestion['engagement']): Sql {
  const ofKind = sql`kind = ${str(step)}`
  return step === 'opened' || step === 'clicked'
    ? allOf([ofKind, isOf(classesIn(engagement))])
    : ofKind
}

/** Which column has the time of a step, or its times. */
export const timesOf = (step: FunnelStep) => name(`${step}_times`)
export const theirs = (step: FunnelStep) => name(`${step}_theirs`)
/** Which column says when the funnel's step of that number was taken; the epoch where it was not. */
export const reached = (step: number) => name(`reached_${step}`)

/** Among the times: the first that is not before the step before, nor after the end; the epoch where there is none. */
export function taken(step: FunnelStep, times: Sql, after: Sql, until: Sql): Sql {
  const counts = (time: Sql) =>
    sql`${after} > ${never} AND ${time} >= ${after} AND ${time} <= ${until}`
  return isLent(step)
    ? sql`if(${counts(times)}, ${times}, ${never})`
    : sql`arrayMin(arrayFilter(t -> ${counts(sql`t`)}, ${times}))`
}
export const endOf = (plan: FunnelPlan, began: Sql) =>
  sql`addMilliseconds(${began}, ${uint(windowOf(plan))})`

/** When each of the steps was taken, of rows that are grouped. */
export const gathered = ({ question }: FunnelPlan, steps: readonly FunnelStep[], as = timesOf) =>
  steps.map((step) => sql`groupArrayIf(at, ${isStep(step, question.engagement)}) AS ${as(step)}`)

/** The rows that say that one of the steps was taken, where anybody could still be on their way. */
export function saying(plan: FunnelPlan, steps: readonly FunnelStep[]) {
  const { period, question } = plan
  const { engagement } = question
  const until = lastOf(plan)
  return allOf([
    sql`day >= ${dayOf(period.from)} AND day <= ${dayOf(until)}`,
    sql`kind IN (${strings(steps)})`,
    anyOf(steps.map((step) => isStep(step, engagement))),
    sql`at >= ${instant(period.from)} AND at <= ${instant(until)}`,
  ])
}
