import type { Measured, MetricsAnswer } from '@airgraph/domain/answer.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { compared, measureWith } from './measure.ts'
import { definitionOf, type Metric } from './metrics.ts'
import type { Plan } from './plan.ts'
import { provenance, type Row, type Run } from './scope.ts'

/** Of an answer: more is a file, not an answer. */
export const mostRows = 100_000

interface Asked {
  readonly plan: Plan
  /** Where the buckets start, now and in the period it is compared with; `null` without a grain. */
  readonly starts: readonly number[] | null
  readonly startsBefore: readonly number[] | null
}

/** A row of the answer still to be filled: a group, or the rest of them. */
interface Group {
  readonly by: Readonly<Record<string, string>>
  readonly other: boolean
  readonly key: string
}

const otherKey = 'other'
const keyOf = ({ question }: Plan, row: Row) =>
  row['other'] === 1 ? otherKey : JSON.stringify(question.by.map((_, i) => row[`d${i}`]))

function groupOf(plan: Plan, row: Row): Group {
  const other = row['other'] === 1
  const by = other ? [] : plan.question.by.map((dimension, i) => [dimension, String(row[`d${i}`])])
  return { by: Object.fromEntries(by), other, key: keyOf(plan, row) }
}

const everything: Group = { by: {}, other: false, key: '[]' }
const theRest: Group = { by: {}, other: true, key: otherKey }

const groupsIn = (plan: Plan, named: readonly Row[], found: readonly Row[]): readonly Group[] =>
  plan.question.by.length === 0
    ? [everything]
    : [
        ...named.map((row) => groupOf(plan, row)),
        ...(found.some((row) => row['other'] === 1) ? [theRest] : []),
      ]

const indexed = (plan: Plan, rows: readonly Row[]) =>
  new Map(rows.map((row) => [`${keyOf(plan, row)}@${Number(row['bucket'] ?? 0)}`, row]))

function refuseTooMany(groups: number, buckets: number) {
  if (groups * buckets <= mostRows) return
  throw new Failure(
    'too-large',
    `This answer would have ${(groups * buckets).toLocaleString('en')} rows (${groups} groups at ${buckets} points in time); ` +
      `${mostRows.toLocaleString('en')} is the most. Ask for fewer groups (“limit”), a shorter period or a coarser grain.`,
  )
}

const columnOf = ({ question, choice }: Plan, metric: Metric) => ({
  metric: metric.name,
  title: metric.title,
  unit: metric.unit,
  definition: definitionOf(metric, question.countedBy, question.engagement),
  countedBy: question.countedBy,
  ...(metric.unit === 'money' && choice.currency !== null && { currency: choice.currency }),
})

const plural = (n: number, one: string) => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`

const foreignNote =
  (currency: string) =>
  (row: Row): string => {
    const [conversions, refunds] = [Number(row['conversions']), Number(row['refunds'])]
    const named = [
      ...(conversions > 0 ? [plural(conversions, 'conversion')] : []),
      ...(refunds > 0 ? [plural(refunds, 'refund')] : []),
    ]
    const one = conversions + refunds === 1
    return `${named.join(' and ')} in ${String(row['currency'])} ${one ? 'is' : 'are'} not counted: the money here is in ${currency}.`
  }

const notesOf = ({ question, choice, orderBy }: Plan, foreign: readonly Row[], other: boolean) => [
  ...foreign.map(foreignNote(choice.currency ?? '')),
  ...(other
    ? [`Groups beyond the first ${question.limit} by ${orderBy.title} are together in “other”.`]
    : []),
]

export function decodeMetrics(
  { plan, starts, startsBefore }: Asked,
  rows: Readonly<Record<string, readonly Row[]>>,
  run: Run,
): MetricsAnswer {
  const { now = [], before, groups: named = [], foreign = [] } = rows
  const groups = groupsIn(plan, named, [...now, ...(before ?? [])])
  refuseTooMany(groups.length, starts?.length ?? 1)
  const measure = measureWith(plan.metrics)
  const [found, foundBefore] = [indexed(plan, now), before && indexed(plan, before)]

  const valuesAt = ({ key }: Group, start: number, startBefore: number | undefined) => {
    const row = found.get(`${key}@${start}`)
    const valueOf = (metric: Metric): Measured => {
      const value = measure(metric, row)
      if (!foundBefore) return value
      return startBefore === undefined // a month has no 31st to be compared with
        ? { ...value, previous: null, change: null }
        : compared(value, measure(metric, foundBefore.get(`${key}@${startBefore}`)))
    }
    return Object.fromEntries(plan.metrics.map((metric) => [metric.name, valueOf(metric)]))
  }
  const answerRow = (group: Group, start: number | null, startBefore: number | undefined) => ({
    ...(start !== null && { at: new Date(start).toISOString() }),
    by: { ...group.by },
    ...(group.other && { other: true as const }),
    values: valuesAt(group, start ?? 0, startBefore),
  })

  return {
    type: 'metrics',
    columns: plan.metrics.map((metric) => columnOf(plan, metric)),
    rows: groups.flatMap((group) =>
      starts
        ? starts.map((start, i) => answerRow(group, start, startsBefore?.[i]))
        : [answerRow(group, null, 0)],
    ),
    timeZone: plan.zone,
    ...provenance(run, notesOf(plan, foreign, groups.includes(theRest))),
  }
}
