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
  latestOf,
  list,
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

/**
 * The rows that say any of it in the period, and what those messages said before: it decides whether what is in the period
 * was the first. A message whose very first is in the period said nothing before; where all are such, nothing older is read.
 */
function whatWasSaid(tallied: Tallied): Sql {
  const { plan, period } = tallied
  const said = sql`${ofKinds(plan.facts)} AND ${anyOf(plan.facts.map((fact) => saidBy(plan, fact)))}`
  const during = sql`${inTime(plan, period)} AND ${said}`
  if (isSent(plan)) return during
  const goesBack = onceIn(plan).map(
    (fact) => sql`(max(${saidBy(plan, fact)}) AND NOT max(${factOf(fact).is(plan.choice)}))`,
  )
  const { given, filter } = parting({ ...tallied, starts: null }, countedAt(plan), 'event')
  const older = sql`(SELECT groupUniqArray(message_key) FROM (
    ${given} SELECT message_key FROM ${factsOf(plan.scope, sql`${during} AND message_key != 0 AND ${filter}`, monthsIn(plan, period))}
    GROUP BY message_key HAVING ${anyOf(goesBack)}))`
  return sql`${said} AND at < ${instant(period.to)} AND day <= toDate(${instant(period.to)})
    AND day >= if(empty(${older}), toDate(${instant(period.from)}), toDate(0))
    AND (at >= ${instant(period.from)} OR has(${older}, message_key))`
}

/** Of what counts once, only the first in each group; of all else, everything. */
export function firstsTally(tallied: Tallied): Sql {
  const { plan, period, starts } = tallied
  const once = onceIn(plan)
  const months = isSent(plan) ? monthsIn(plan, period) : { last: monthOf(period.to) }
  const positions = list(once.map((fact) => sql`${uint(plan.facts.indexOf(fact))}`))
  const isOnce = sql`(fact IN (${positions}) AND message_key != 0)`
  const first = sql`(
    SELECT ${list([...dimensionColumns(plan), name('other')])}, fact, min(counted_at) AS first_at,
      argMin(weight, (at, event_key)) AS first_weight, any(contact_id) AS person
    FROM ${hits(tallied, whatWasSaid(tallied), months)}
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
    FROM (SELECT * ${starts ? sql`, ${latestOf(starts, sql`first_at`)} AS bucket` : empty}
      FROM ${first} WHERE ${within(sql`first_at`, period)})
    GROUP BY ${keysOf(tallied)})`
}
