import type { MetricsAnswer } from '@airgraph/domain/answer.ts'
import type { MetricsQuestion } from '@airgraph/domain/question.ts'
import { empty, int, join, name, type Param, type Sql, sql, uint } from '@airgraph/sql/sql.ts'
import { bucketStarts } from './calendar.ts'
import { decodeMetrics, mostRows, needsOrder } from './decode-metrics.ts'
import { factOf } from './facts.ts'
import type { Metric, Sum } from './metrics.ts'
import { earlier, type Period, readPeriod } from './period.ts'
import { type Plan, planOf } from './plan.ts'
import type { Compiled, Scope } from './scope.ts'
import { dimensionColumns, foreignMoney, tally } from './tally.ts'
import { percentileColumn, totalColumn } from './totals.ts'

const moments = (value: readonly number[]): Param => ({ type: 'Array(Int64)', value })

const quantiles = {
  0.5: sql`quantileExactInclusiveIf(0.5)`,
  0.9: sql`quantileExactInclusiveIf(0.9)`,
}

/** The number itself, for putting groups in order; it is worked out again from its parts where it is answered. */
function valueOf(plan: Plan, metric: Metric): Sql {
  const position = (fact: string) => uint(plan.facts.findIndex((one) => one === fact))
  const sumOf = (sum: Sum): Sql =>
    join(
      Object.entries(sum).map(
        ([fact, sign]) => sql`${int(sign)} * sumIf(weight, fact = ${position(fact)})`,
      ),
      ' + ',
    )
  if (metric.quantile !== undefined)
    return sql`${quantiles[metric.quantile]}(weight, fact = ${position(Object.keys(metric.of).join())})`
  if (metric.per === undefined) return sumOf(metric.of)
  return sql`if(${sumOf(metric.per)} > 0, (${sumOf(metric.of)}) / (${sumOf(metric.per)}), NULL)`
}

/** The groups to name, the greatest first. */
function groups(plan: Plan, period: Period): Sql | null {
  const columns = dimensionColumns(plan)
  if (columns.length === 0) return null
  const all = join(columns, ', ')
  return sql`SELECT ${all} FROM ${tally(plan, period, null)} GROUP BY ${all}
    ORDER BY ${valueOf(plan, plan.orderBy)} DESC NULLS LAST, ${all} LIMIT ${uint(plan.question.limit)}`
}

/** A row for each bucket of each group, with a column for each fact. */
function totals(
  plan: Plan,
  period: Period,
  named: Sql | null,
  starts: readonly number[] | null,
): Sql {
  const sums = plan.facts.map(
    (fact, i) => sql`sumIf(weight, fact = ${uint(i)}) AS ${name(totalColumn(plan, fact))}`,
  )
  const levels = [...new Set(plan.metrics.flatMap(({ quantile }) => quantile ?? []))]
  const percentiles = levels.flatMap((level) =>
    plan.facts.flatMap((fact, i) => {
      const column = name(percentileColumn(plan, fact, level))
      return factOf(fact).since
        ? [sql`${quantiles[level]}(weight, fact = ${uint(i)}) AS ${column}`]
        : []
    }),
  )
  const bucket = starts
    ? sql`, roundDown(toUnixTimestamp64Milli(at), ${moments(starts)}) AS bucket`
    : empty
  const keys = join([...dimensionColumns(plan), name('other')], ', ')
  // Where nothing is found, the engine takes the keys for constants and makes a row of nothing.
  return sql`SELECT ${keys} ${bucket}, ${join([...sums, ...percentiles], ', ')}
    FROM ${tally(plan, period, named)}
    GROUP BY ${keys} ${starts ? sql`, bucket` : empty}
    HAVING count() > 0
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
      ...(named && needsOrder(plan) && { order: named }),
      ...(foreign && { foreign }),
    },
    decode: (rows, run) => decodeMetrics({ plan, starts, startsBefore }, rows, run),
  }
}
