import type { MetricsAnswer } from '@airgraph/domain/answer.ts'
import type { MetricsQuestion } from '@airgraph/domain/question.ts'
import { int, join, name, type Sql, sql, uint } from '@airgraph/sql/sql.ts'
import { bucketStarts } from './calendar.ts'
import { decodeMetrics, mostRows } from './decode-metrics.ts'
import { mostGroups } from './dimensions.ts'
import type { FactName } from './facts.ts'
import type { Metric, Sum } from './metrics.ts'
import { earlier, type Period, readPeriod } from './period.ts'
import { type Plan, planOf } from './plan.ts'
import type { Compiled, Rows, Scope, Statements } from './scope.ts'
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

/** The greatest groups, the greatest first, with their totals; one more than are to be named, where there are more. */
function greatest(plan: Plan, period: Period, limit: number): Sql {
  const columns = join(dimensionColumns(plan), ', ')
  return sql`SELECT * FROM ${tally({ plan, period, named: null, starts: null })}
    ORDER BY ${valueOf(plan, plan.orderBy)} DESC NULLS LAST, ${columns} LIMIT ${uint(limit)}`
}

/** The groups to name. */
const naming = (plan: Plan, period: Period): Sql =>
  sql`SELECT ${join(dimensionColumns(plan), ', ')} FROM (${greatest(plan, period, plan.question.limit)})`

const answering = (rows: Sql): Sql => sql`SELECT * FROM ${rows} LIMIT ${uint(mostRows + 1)}`

/** A row for each bucket of each group, in the period and in the one it is compared with; `null` for no such period. */
interface Wanted {
  readonly plan: Plan
  readonly period: Period
  readonly before: Period | null
  readonly starts: readonly number[] | null
  readonly startsBefore: readonly number[] | null
}

/** Where nothing has to be gathered, or groups can be added up to “other”. */
function atOnce({ plan, period, before, starts, startsBefore }: Wanted): Statements {
  const { by, limit } = plan.question
  const named = by.length > 0 ? naming(plan, period) : null
  const whole: Tallied = { plan, period, named: null, starts }
  const allNamed = mostGroups(by) <= limit
  return {
    now: answering(allNamed ? tally(whole) : ranked(whole, valueOf(plan, plan.orderBy))),
    ...(before && {
      before: answering(tally({ plan, period: before, named, starts: startsBefore })),
    }),
  }
}

/** Where so many are to be named, all are as a rule. */
const manyGroups = 500

/** Where they cannot, or seldom have to be: whether there is anything to gather is asked first, and often there is not. */
function oneAfterTheOther(wanted: Wanted) {
  const { plan, period, before, starts, startsBefore } = wanted
  const { limit } = plan.question
  const named = naming(plan, period)
  return {
    statements: { order: greatest(plan, period, limit + 1) },
    further: ({ order = [] }: Rows): Statements => {
      const isWhole = order.length <= limit
      if (!isWhole && addsUp(plan)) return atOnce(wanted)
      const now = answering(tally({ plan, period, named: isWhole ? null : named, starts }))
      return {
        ...(!(isWhole && starts === null) && { now }),
        ...(before && {
          before: answering(tally({ plan, period: before, named, starts: startsBefore })),
        }),
      }
    },
  }
}

export function compileMetrics(asked: MetricsQuestion, scope: Scope): Compiled<MetricsAnswer> {
  const plan = planOf(asked, scope)
  const { question, zone } = plan
  const period = readPeriod(question, zone)
  const before = (question.compare && earlier(period, zone, question.compare)) ?? null
  const startsIn = (of: Period) =>
    question.grain === undefined ? null : bucketStarts(zone, question.grain, of, scope.weekStart)
  const [starts, startsBefore] = [startsIn(period), before && startsIn(before)]
  const wanted: Wanted = { plan, period, before, starts, startsBefore }
  const splits = question.by.length > 0
  const isTable = starts === null && before === null && question.limit >= manyGroups
  const ordersFirst = splits && (!addsUp(plan) || isTable)
  const {
    statements,
    further,
  }: Pick<Compiled<unknown>, 'statements' | 'further'> = ordersFirst
    ? oneAfterTheOther(wanted)
    : { statements: atOnce(wanted) }
  const foreign = foreignMoney(plan, period)
  return {
    statements: { ...statements, ...(foreign && { foreign }) },
    ...(further && { further }),
    decode: (rows, run) => decodeMetrics({ plan, starts, startsBefore }, rows, run),
  }
}
