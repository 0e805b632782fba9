import type { MetricsAnswer } from '@airgraph/domain/answer.ts'
import type { MetricsQuestion } from '@airgraph/domain/question.ts'
import { empty, join, name, type Param, type Sql, sql, uint } from '@airgraph/sql/sql.ts'
import { bucketStarts } from './calendar.ts'
import { decodeMetrics, mostRows } from './decode-metrics.ts'
import { type FactName, factOf } from './facts.ts'
import type { Metric, Sum } from './metrics.ts'
import { earlier, type Period, readPeriod } from './period.ts'
import { type Plan, planOf } from './plan.ts'
import type { Compiled, Scope } from './scope.ts'
import { dimensionColumns, foreignMoney, tally } from './tally.ts'

const moments = (value: readonly number[]): Param => ({ type: 'Array(Int64)', value })

const quantiles = { 0.5: sql`quantileExactInclusive(0.5)`, 0.9: sql`quantileExactInclusive(0.9)` }
const percentile = ({ of, quantile = 0.5 }: Metric) =>
  sql`${quantiles[quantile]}(${join(Object.keys(of).map(name), ', ')})`

const sumOf = (sum: Sum): Sql =>
  join(
    Object.entries(sum).map(
      ([fact, sign]) => sql`${sign === 1 ? sql`+` : sql`-`} sum(${name(fact)})`,
    ),
    ' ',
  )

/** The number itself, for putting groups in order; it is worked out again from its parts where it is answered. */
function valueOf(metric: Metric): Sql {
  if (metric.quantile !== undefined) return percentile(metric)
  if (metric.per === undefined) return sumOf(metric.of)
  return sql`if(${sumOf(metric.per)} > 0, (${sumOf(metric.of)}) / (${sumOf(metric.per)}), NULL)`
}

/** The groups to name, the greatest first. */
function groups(plan: Plan, period: Period): Sql | null {
  const columns = dimensionColumns(plan)
  if (columns.length === 0) return null
  const all = join(columns, ', ')
  return sql`SELECT ${all} FROM ${tally(plan, period, null)} GROUP BY ${all}
    ORDER BY ${valueOf(plan.orderBy)} DESC NULLS LAST, ${all} LIMIT ${uint(plan.question.limit)}`
}

function totals(
  plan: Plan,
  period: Period,
  named: Sql | null,
  starts: readonly number[] | null,
): Sql {
  const sums = plan.facts
    .filter((fact: FactName) => factOf(fact).since === undefined)
    .map((fact) => sql`sum(${name(fact)}) AS ${name(`sum_${fact}`)}`)
  const percentiles = plan.metrics
    .filter(({ quantile }) => quantile !== undefined)
    .map((metric, i) => sql`${percentile(metric)} AS ${name(`percentile_${i}`)}`)
  const bucket = sql`roundDown(toUnixTimestamp64Milli(at), ${moments(starts ?? [])}) AS bucket`
  const keys = [...dimensionColumns(plan), name('other'), ...(starts ? [name('bucket')] : [])]
  const grouped = plan.question.by.length > 0 || starts !== null
  const split = grouped
    ? [...dimensionColumns(plan), name('other'), ...(starts ? [bucket] : [])]
    : []
  return sql`SELECT ${join([...split, ...sums, ...percentiles], ', ')}
    FROM ${tally(plan, period, named)}
    ${grouped ? sql`GROUP BY ${join(keys, ', ')}` : empty}
    LIMIT ${uint(mostRows + 1)}`
}

export function compileMetrics(asked: MetricsQuestion, scope: Scope): Compiled<MetricsAnswer> {
  const plan = planOf(asked, scope)
  const { question, zone } = plan
  const period = readPeriod(question, zone)
  const before = question.compare && earlier(period, zone, question.compare)
  const startsIn = (of: Period) =>
    question.grain === undefined ? null : bucketStarts(zone, question.grain, of, scope.weekStart)
  const [starts, startsBefore] = [startsIn(period), before ? startsIn(before) : null]
  const named = groups(plan, period)
  const foreign = foreignMoney(plan, period)
  return {
    statements: {
      now: totals(plan, period, named, starts),
      ...(before && { before: totals(plan, before, named, startsBefore) }),
      ...(named && { groups: named }),
      ...(foreign && { foreign }),
    },
    decode: (rows, run) => decodeMetrics({ plan, starts, startsBefore }, rows, run),
  }
}
