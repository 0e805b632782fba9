import { allOf, type Sql, sql, str } from '@airgraph/sql/sql.ts'
import type { FactName } from './facts.ts'
import type { Period } from './period.ts'
import type { Plan } from './plan.ts'
import { dates, unrested } from './rests.ts'
import { countedAt, countedDay, inRestedTime, inTime, parting } from './tallied.ts'
import { dayTotalsOf, factsOf } from './tables.ts'

/** The money that is left out because it is in another currency; `null` where there can be none. */
export function foreignMoney(plan: Plan, period: Period): Sql | null {
  const { currency } = plan.choice
  const isMoney = (fact: FactName) => fact === 'paid' || fact === 'revenue' || fact === 'refunds'
  if (currency === null || !plan.facts.some(isMoney)) return null
  const days = plan.changing && unrested(plan.changing, plan.zone, period)
  const foreign = sql`currency NOT IN ('', ${str(currency)})`
  const parts = [
    ...(days?.length === 0 ? [] : [inFacts(plan, period, foreign, days)]),
    ...(days === null ? [] : [inTotals(plan, period, foreign, days)]),
  ]
  const [only, other] = parts
  if (only === undefined) throw new Error('days that are neither resting nor changing')
  const rows = other === undefined ? only : sql`${only} UNION ALL ${other}`
  return sql`
    SELECT currency, sum(others_paid) AS conversions, sum(others_refunded) AS refunds FROM (${rows})
    GROUP BY currency ORDER BY conversions + refunds DESC, currency LIMIT 20`
}

const unparted = (plan: Plan, period: Period) => ({
  plan: { ...plan, question: { ...plan.question, by: [] } },
  period,
  named: null,
  starts: null,
})

/** From the facts, of all days or of some. */
function inFacts(plan: Plan, period: Period, foreign: Sql, days: readonly string[] | null): Sql {
  const { given, filter } = parting(unparted(plan, period), countedAt(plan), 'event')
  const where = allOf([
    inTime(plan, period),
    ...(days === null ? [] : [sql`${countedDay(plan)} IN (${dates(days)})`]),
    sql`kind IN ('converted', 'refunded')`,
    foreign,
    filter,
  ])
  return sql`${given}
    SELECT currency, countIf(kind = 'converted') AS others_paid, countIf(kind = 'refunded') AS others_refunded
    FROM ${factsOf(plan.scope, where)} GROUP BY currency`
}

/** From the totals, of all but some days. */
function inTotals(plan: Plan, period: Period, foreign: Sql, changing: readonly string[]): Sql {
  const { given, filter } = parting(unparted(plan, period), sql`at`, null)
  const where = allOf([inRestedTime(plan, period, changing), foreign, filter])
  return sql`${given}
    SELECT currency, sum(paid) AS others_paid, sum(refunded) AS others_refunded
    FROM ${dayTotalsOf(plan.scope, where)} GROUP BY currency HAVING others_paid + others_refunded > 0`
}
