import { allOf, type Sql, sql, str } from '@airgraph/sql/sql.ts'
import type { FactName } from './facts.ts'
import type { Period } from './period.ts'
import type { Plan } from './plan.ts'
import { countedAt, inTime, monthsIn, parting } from './tallied.ts'
import { factsOf } from './tables.ts'

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
    FROM ${factsOf(plan.scope, sql`${foreign} AND ${filter}`, monthsIn(plan, period))}
    GROUP BY currency ORDER BY conversions + refunds DESC, currency LIMIT 20`
}
