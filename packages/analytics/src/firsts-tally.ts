import { anyOf, empty, name, type Sql, sql, uint } from '@airgraph/sql/sql.ts'
import { type FactName, factOf } from './facts.ts'
import { type Months, monthOf } from './months.ts'
import type { Plan } from './plan.ts'
import {
  countedAt,
  dimensionColumns,
  inTime,
  instant,
  isSent,
  keysOf,
  list,
  moments,
  monthsIn,
  ofKinds,
  parting,
  percentiles,
  type Tallied,
  total,
  waited,
  within,
} from './tallied.ts'
import { factsOf } from './tables.ts'

/** Groups part the events of a message, and something counts once for it in each. */
export const needsFirsts = (plan: Plan) => plan.fromEvents && onceIn(plan).length > 0

const onceIn = ({ facts }: Plan) => facts.filter((fact) => factOf(fact).once)

/** Each row once for each fact that it says: `fact` is its position in the plan. */
function hits(tallied: Tallied, where: Sql, months: Months): Sql {
  const { plan } = tallied
  const all = plan.facts.map((fact, i) => {
    const { weight, since } = factOf(fact)
    return sql`(${uint(i)}, toInt64(${since ? waited : (weight ?? sql`1`)}), ${saidBy(plan, fact)})`
  })
  const { given, columns, filter } = parting({ ...tallied, starts: null }, countedAt(plan), 'event')
  return sql`(${given} SELECT ${columns}, counted_at, at, message_key, event_key, contact_id,
      arrayJoin(arrayFilter(f -> f.3, [${list(all)}])) AS hit, hit.1 AS fact, hit.2 AS weight
    FROM ${factsOf(plan.scope, sql`${where} AND ${filter}`, months)})`
}

/** What counts once counts of messages alone, but for what somebody can do without one. */
function saidBy(plan: Plan, fact: FactName): Sql {
  const { once, loose, said } = factOf(fact)
  return once && !loose
    ? sql`(${said(plan.choice)} AND message_key != 0)`
    : sql`(${said(plan.choice)})`
}

/** Of what counts once, only the first in each group; of all else, everything. */
export function firstsTally(tallied: Tallied): Sql {
  const { plan, period, starts } = tallied
  const said = sql`${ofKinds(plan.facts)} AND ${anyOf(plan.facts.map((fact) => saidBy(plan, fact)))}`
  const during = sql`${inTime(plan, period)} AND ${said}`
  const once = onceIn(plan)
  // What happened before the period decides whether that in it was the first.
  const where = isSent(plan)
    ? during
    : sql`${said} AND at < ${instant(period.to)} AND (at >= ${instant(period.from)} OR message_key GLOBAL IN (
          SELECT message_key FROM ${factsOf(plan.scope, sql`${during} AND message_key != 0`, monthsIn(plan, period))}))`
  const months = isSent(plan) ? monthsIn(plan, period) : { last: monthOf(period.to) }
  const positions = list(once.map((fact) => sql`${uint(plan.facts.indexOf(fact))}`))
  const isOnce = sql`(fact IN (${positions}) AND message_key != 0)`
  const first = sql`(
    SELECT ${list([...dimensionColumns(plan), name('other')])}, fact, min(counted_at) AS first_at,
      argMin(weight, (at, event_key)) AS first_weight, any(contact_id) AS person
    FROM ${hits(tallied, where, months)}
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
