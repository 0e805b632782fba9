import { allOf, anyOf, empty, join, name, type Sql, sql, strings } from '@airgraph/sql/sql.ts'
import type { Voice } from './dimensions.ts'
import { classesIn, isEvery } from './engagement.ts'
import { type FactName, factOf } from './facts.ts'
import { firstsTally, needsFirsts } from './firsts-tally.ts'
import type { Plan } from './plan.ts'
import { allBut, dates, unrested } from './rests.ts'
import {
  countedAt,
  countedDay,
  inTotalledTime,
  inTime,
  keysOf,
  list,
  monthsIn,
  ofKinds,
  parting,
  percentiles,
  type Tallied,
  total,
  waited,
} from './tallied.ts'
import { dayTotalsOf, factsOf, removedTotalsOf } from './tables.ts'

/**
 * A row for each bucket of each group in which something counts: `d0`, `d1`, … (what the question splits by), `other` (1: its
 * group is not named), `bucket`, and each fact's total.
 *
 * Days that rest are read from their totals, all else from the facts. Where the question uses a dimension that
 * only events know, what counts once for a message is the first of its events in each group: a message whose
 * reader clicked two links is one of either, and one of both together.
 */
export function tally(tallied: Tallied): Sql {
  const { plan } = tallied
  if (needsFirsts(plan)) return firstsTally(tallied)
  const days = plan.changing && unrested(plan.changing, plan.zone, tallied.period)
  if (days === null) return sql`(${factsTally(tallied, null)})`
  if (days.length === 0) return sql`(${restedTally(tallied, days)})`
  return sql`(${added(tallied, [
    factsTally(tallied, days),
    restedTally(tallied, days),
    ...(plan.scope.removed
      ? [totalsTally(tallied, removedTotalsOf, sql`day IN (${dates(days)})`)]
      : []),
  ])})`
}

/** Whether groups can be added up to others: what is different people, or a percentile, cannot. */
export const addsUp = (plan: Plan) =>
  !needsFirsts(plan) && plan.facts.every((fact) => !factOf(fact).people && !factOf(fact).since)

const voiceOf = (fact: FactName): Voice => (factOf(fact).once ? 'message' : 'event')

/** Facts whose messages speak and facts whose events do are tallied apart, where there are properties to speak of. */
function voicesIn(plan: Plan): readonly (readonly [Voice, readonly FactName[]])[] {
  if (plan.properties.length === 0) return [['message', plan.facts]]
  return [...Map.groupBy(plan.facts, voiceOf)]
}

/** From the facts, of all days or of some. */
function factsTally(tallied: Tallied, days: readonly string[] | null): Sql {
  const { plan } = tallied
  const parts = voicesIn(plan).map(([voice, facts]) => voiceTally(tallied, days, voice, facts))
  const [only] = parts
  if (parts.length === 1 && only) return only
  return added(tallied, parts)
}

function voiceTally(
  tallied: Tallied,
  days: readonly string[] | null,
  voice: Voice,
  facts: readonly FactName[],
): Sql {
  const { plan, period } = tallied
  const counts = anyOf(facts.map((fact) => factOf(fact).is(plan.choice)))
  const where = allOf([
    inTime(plan, period),
    ofKinds(facts),
    ...(days === null ? [] : [sql`${countedDay(plan)} IN (${dates(days)})`]),
    counts,
  ])
  const sums = plan.facts.flatMap((fact) => {
    const mine = facts.includes(fact)
    const { is, since } = factOf(fact)
    const sum = since || !mine ? sql`toInt64(0)` : totalOf(fact, is(plan.choice))
    return [
      sql`${sum} AS ${total(plan, fact)}`,
      ...percentiles(plan, fact, waited, is(plan.choice)).map(
        ([column, value]) => sql`${mine ? value : sql`nan`} AS ${column}`,
      ),
    ]
  })
  const { given, columns, filter } = parting(tallied, countedAt(plan), voice)
  return sql`${given} SELECT ${columns}, ${list(sums)}
    FROM ${factsOf(plan.scope, sql`${where} AND ${filter}`, monthsIn(plan, period, days))}
    GROUP BY ${keysOf(tallied)} HAVING count() > 0`
}

function totalOf(fact: FactName, is: Sql): Sql {
  const { weight, people } = factOf(fact)
  if (people) return sql`toInt64(uniqExactIf(contact_id, ${is}))`
  return weight ? sql`toInt64(sumIf(${weight}, ${is}))` : sql`toInt64(countIf(${is}))`
}

/** From the totals, of all but some days. */
const restedTally = (tallied: Tallied, changing: readonly string[]): Sql =>
  totalsTally(tallied, dayTotalsOf, allBut(changing))

function totalsTally(tallied: Tallied, totalsOf: typeof dayTotalsOf, which: Sql): Sql {
  const { plan, period } = tallied
  const where = allOf([inTotalledTime(plan, period), which])
  const sums = plan.facts.map(
    (fact) => sql`toInt64(${dayTotal(plan, fact)}) AS ${total(plan, fact)}`,
  )
  const { given, columns, filter } = parting(tallied, sql`at`, null)
  const rows = plan.byClass
    ? sql`(SELECT * FROM ${totalsOf(plan.scope, where)}) ${eachClass(plan)} WHERE ${filter}`
    : totalsOf(plan.scope, sql`${where} AND ${filter}`)
  return sql`${given} SELECT ${columns}, ${list(sums)} FROM ${rows}
    GROUP BY ${keysOf(tallied)} ${present(plan)}`
}

const dayTotal = ({ byClass, choice }: Plan, fact: FactName): Sql => {
  const { total: whole, eachClass: word } = factOf(fact)
  return byClass && word ? sql`sum(${ofClass(word)})` : (whole?.(choice) ?? sql`0`)
}

const ofClass = (word: string) => name(`${word}_of_class`)

/** A row of totals for each of the chosen classes; "" is that of what nobody has judged. */
function eachClass({ choice: { engagement }, facts }: Plan): Sql {
  const classes = classesIn(engagement)
  const words = [...new Set(facts.flatMap((fact) => factOf(fact).eachClass ?? []))]
  const columns = words.map((word) => {
    const judged = classes.map((of) => sql`toInt64(${name(`${word}_${of}`)})`)
    const unjudged = sql`toInt64(${name(`${word}_all`)}) - (${join(judged, ' + ')})`
    return sql`[${list(isEvery(classes) ? [...judged, unjudged] : judged)}] AS ${ofClass(word)}`
  })
  const values = isEvery(classes) ? [...classes, ''] : classes
  return sql`ARRAY JOIN ${strings(values)} AS engagement_class, ${list(columns)}`
}

/** A group is there when anything in it counts, if only to nothing, such as a sale for free; without groups there is nothing to tell. */
function present(plan: Plan): Sql {
  if (plan.question.by.length === 0) return empty
  const counted = plan.facts.map(
    (fact) => sql`(${factOf(fact).presence?.(plan.choice) ?? dayTotal(plan, fact)})`,
  )
  return sql`HAVING ${join(counted, ' + ')} > 0`
}

function added(tallied: Tallied, parts: readonly Sql[]): Sql {
  const { plan } = tallied
  const columns = plan.facts.flatMap((fact) => [
    sql`sum(${total(plan, fact)}) AS ${total(plan, fact)}`,
    ...percentiles(plan, fact, sql`0`, sql`0`).map(([column]) => onlyNumber(column)),
  ])
  return sql`SELECT ${keysOf(tallied)}, ${list(columns)}
    FROM (${join(parts, ' UNION ALL ')}) GROUP BY ${keysOf(tallied)}`
}

/** The one of some values that is a number. */
const onlyNumber = (column: Sql) =>
  sql`if(countIf(isFinite(${column})) = 0, nan, sumIf(${column}, isFinite(${column}))) AS ${column}`
