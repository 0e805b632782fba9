import type { MetricsAnswer } from '@airgraph/domain/answer.ts'
import type { MetricsQuestion } from '@airgraph/domain/question.ts'
import { int, join, name, type Sql, sql, uint } from '@airgraph/sql/sql.ts'
import { bucketStarts } from './calendar.ts'
import { decodeMetrics, mostRows, needsOrder } from './decode-metrics.ts'
import type { FactName } from './facts.ts'
import type { Metric, Sum } from './metrics.ts'
import { earlier, type Period, readPeriod } from './period.ts'
import { type Plan, planOf } from './plan.ts'
import type { Compiled, Scope } from './scope.ts'
import { foreignMoney } from './foreign-money.ts'
import { ranked } from './ranked.ts'
import { dimensionColumns, type Tallied } from './tallied.ts'
import { addsUp, tally } from './tally.ts'
import { percentileColumn, totalColumn } from './totals.ts'

/** The number itself, for putting groups in order; it is worked out again from its parts where it is answered. */
function valueOf(plan: Plan, metric: Metric): Sql {
  const sumOf = (sum: Sum): Sql =>
    join(
      Object.entries(sum).map(
        ([fact, sign]) => sql`${int(sign)} * ${name(totalColumn(plan, fact as FactName))}`,
      ),
      ' + ',
    )
  if (metric.quantile !== undefined) {
    const [fact] = Object.keys(metric.of) as FactName[]
    if (fact === undefined) throw new Error(`a percentile of nothing: ${metric.name}`)
    return name(percentileColumn(plan, fact, metric.quantile))
  }
  if (metric.per === undefined) return sumOf(metric.of)
  return sql`if(${sumOf(metric.per)} > 0, (${sumOf(metric.of)}) / (${sumOf(metric.per)}), NULL)`
}

/** The groups to name, the greatest first. */
function groups(plan: Plan, period: Period): Sql | null {
  const columns = dimensionColumns(plan)
  if (columns.length === 0) return null
  const all = join(columns, ', ')
  return sql`SELECT ${all} FROM ${tally({ plan, period, named: null, starts: null })}
    ORDER BY ${valueOf(plan, plan.orderBy)} DESC NULLS LAST, ${all} LIMIT ${uint(plan.question.limit)}`
}

interface Wanted extends Omit<Tallied, 'named'> {
  /** "the greatest": by this very tally. */
  readonly named: Sql | null | 'the greatest'
}

/** A row for each bucket of each group. */
function totals(tallied: Wanted): Sql {
  const { plan, named } = tallied
  const isRanked = named === 'the greatest'
  const rows = isRanked
    ? ranked({ ...tallied, named: null }, valueOf(plan, plan.orderBy))
    : tally({ ...tallied, named })
  return sql`SELECT * FROM ${rows} LIMIT ${uint(mostRows + 1)}`
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
      now: totals({ plan, period, named: named && addsUp(plan) ? 'the greatest' : named, starts }),
      ...(before && {
        before: totals({ plan, period: before, named, starts: startsBefore }),
      }),
      ...(named && needsOrder(plan) && { order: named }),
      ...(foreign && { foreign }),
    },
    decode: (rows, run) => decodeMetrics({ plan, starts, startsBefore }, rows, run),
  }
}
