import { allOf, join, type Sql, sql, str } from '@airgraph/sql/sql.ts'
import type { FactName } from './facts.ts'
import type { Period } from './period.ts'
import type { Plan } from './plan.ts'
import { allBut, dates, unrested } from './rests.ts'
import { countedAt, countedDay, inTotalledTime, inTime, monthsIn, parting } from './tallied.ts'
import { dayTotalsOf, factsOf, removedTotalsOf } from './tables.ts'

/** The money that is left out because it is in another currency; `null` where there can be none. */
export function foreignMoney(plan: Plan, period: Period): Sql | null {
  const { currency } = plan.choice
  const isMoney = (fact: FactName) => fact === 'paid' || fact === 'revenue' || fact === 'refunds'
  if (currency === null || !plan.facts.some(isMoney)) return null
  const days = plan.changing && unrested(plan.changing, plan.zone, period)
  const foreign = sql`currency NOT IN ('', ${str(currency)})`
  return sql`${added(partsOf(plan, period, days, foreign))} ORDER BY others_paid + others_refunded DESC, currency LIMIT 20`
}

function added(parts: readonly Sql[]): Sql {
  const [only] = parts
  if (parts.length === 1 && only) return only
  return sql`SELECT currency, sum(parts.others_paid) AS others_paid, sum(parts.others_refunded) AS others_refunded
    FROM (${join(parts, ' UNION ALL ')}) AS parts GROUP BY currency`
}

/** As a tally is read: days that rest from their totals, others from the facts, and from the totals of what was removed of them. */
function partsOf(
  plan: Plan,
  period: Period,
  days: readonly string[] | null,
  foreign: Sql,
): readonly Sql[] {
  if (days === null) return [inFacts(plan, period, foreign, null)]
  const rested = inTotals(plan, period, dayTotalsOf, sql`${foreign} AND ${allBut(days)}`)
  if (days.length === 0) return [rested]
  const these = sql`${foreign} AND day IN (${dates(days)})`
  return [
    inFacts(plan, period, foreign, days),
    rested,
    ...(plan.scope.removed ? [inTotals(plan, period, removedTotalsOf, these)] : []),
  ]
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
    FROM ${factsOf(plan.scope, where, monthsIn(plan, period, days))} GROUP BY currency`
}

function inTotals(plan: Plan, period: Period, totalsOf: typeof dayTotalsOf, which: Sql): Sql {
  const { given, filter } = parting(unparted(plan, period), sql`at`, null)
  const where = allOf([inTotalledTime(plan, period), which, filter])
  return sql`${given}
    SELECT currency, sum(paid) AS others_paid, sum(refunded) AS others_refunded
    FROM ${totalsOf(plan.scope, where)} GROUP BY currency HAVING others_paid + others_refunded > 0`
}
