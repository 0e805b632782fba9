import type { Measured, MetricsAnswer, MetricsRow } from '@airgraph/domain/answer.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { compared, measure, nothing, type Totals } from './measure.ts'
import { definitionOf, type Metric } from './metrics.ts'
import type { Plan } from './plan.ts'
import { provenance, type Row, type Rows, type Run } from './scope.ts'
import { everything, type Found, foundIn, type Group, groupOf, theRest } from './totals.ts'

/** Of an answer: more is a file, not an answer. */
export const mostRows = 100_000

interface Asked {
  readonly plan: Plan
  /** Where the buckets start, now and in the period it is compared with; `null` without a grain. */
  readonly starts: readonly number[] | null
  readonly startsBefore: readonly number[] | null
}

/** All that a group did, whatever the buckets. */
const whole = (found: Found, group: Group, starts: readonly number[]): Totals => ({
  ...nothing,
  total: (fact) => starts.reduce((all, start) => all + found.at(group, start).total(fact), 0),
})

/** As the engine put them in order; by their values where it did not, as of what adds up it need not. */
function inOrder({ plan, starts }: Asked, now: Found, ordered: readonly Row[]): readonly Group[] {
  if (plan.question.by.length === 0) return [everything]
  const places = new Map(ordered.map((row, i) => [groupOf(plan, row).key, i]))
  const valueOf = (group: Group) =>
    measure(plan.orderBy, starts ? whole(now, group, starts) : now.at(group)).value ?? -Infinity
  return [...now.groups.values()]
    .filter(({ other }) => !other)
    .map((group) => ({ group, place: places.get(group.key) ?? 0, value: valueOf(group) }))
    .toSorted(
      (a, b) => a.place - b.place || compare(b.value, a.value) || compare(a.group.key, b.group.key),
    )
    .map(({ group }) => group)
}

const compare = <T extends number | string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)

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
    const [conversions, refunds] = [Number(row['others_paid']), Number(row['others_refunded'])]
    const named = [
      ...(conversions > 0 ? [plural(conversions, 'conversion')] : []),
      ...(refunds > 0 ? [plural(refunds, 'refund')] : []),
    ]
    const one = conversions + refunds === 1
    return `${named.join(' and ')} in ${String(row['currency'])} ${one ? 'is' : 'are'} not counted: the money here is in ${currency}.`
  }

const restNote = ({ question, orderBy }: Plan, now: Found) =>
  now.groups.has(theRest.key)
    ? `Groups beyond the first ${question.limit} by ${orderBy.title} are together in “other”.`
    : 'Groups that were only there in the period before are together in “other”.'

export function decodeMetrics(asked: Asked, rows: Rows, run: Run): MetricsAnswer {
  const { plan, starts, startsBefore } = asked
  const now = foundIn(plan, rows['now'] ?? rows['order'] ?? [])
  const before = rows['before'] && foundIn(plan, rows['before'])
  const hasRest = now.groups.has(theRest.key) || before?.groups.has(theRest.key) === true
  const groups = [...inOrder(asked, now, rows['order'] ?? []), ...(hasRest ? [theRest] : [])]
  refuseTooMany(groups.length, starts?.length ?? 1)

  const moments = (starts ?? []).map((start) => new Date(start).toISOString())
  const valuesOf = (group: Group, i?: number) => {
    const totals = now.at(group, i === undefined ? undefined : starts?.[i])
    const start = i === undefined ? undefined : startsBefore?.[i]
    // A month may have no 31st to be compared with.
    const past = i !== undefined && start === undefined ? undefined : before?.at(group, start)
    const valueOf = (metric: Metric): Measured => {
      const value = measure(metric, totals)
      if (!before) return value
      return past
        ? compared(value, measure(metric, past))
        : { ...value, previous: null, change: null }
    }
    return Object.fromEntries(plan.metrics.map((metric) => [metric.name, valueOf(metric)]))
  }
  const rowOf = (group: Group, i?: number): MetricsRow => ({
    ...(i !== undefined && { at: moments[i] ?? '' }),
    by: { ...group.by },
    ...(group.other && { other: true }),
    values: valuesOf(group, i),
  })

  return {
    type: 'metrics',
    columns: plan.metrics.map((metric) => columnOf(plan, metric)),
    rows: groups.flatMap((group) => starts?.map((_, i) => rowOf(group, i)) ?? [rowOf(group)]),
    timeZone: plan.zone,
    ...provenance(run, [
      ...(rows['foreign'] ?? []).map(foreignNote(plan.choice.currency ?? '')),
      ...(hasRest ? [restNote(plan, now)] : []),
    ]),
  }
}
