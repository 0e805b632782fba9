import type { Dimension, Filter } from '@airgraph/domain/filter.ts'
import type { MetricsQuestion } from '@airgraph/domain/question.ts'
import type { TimeZone } from './calendar.ts'
import { dimensionsIn, levelOf, propertiesIn } from './dimensions.ts'
import { type Choice, type FactName, factOf } from './facts.ts'
import { factsOf, type Metric, metricOf } from './metrics.ts'
import { zoneOf } from './period.ts'
import { refuseUnknowable } from './knowable.ts'
import type { Scope } from './scope.ts'

/** A metrics question with everything decided that its statements share. */
export interface Plan {
  readonly scope: Scope
  readonly question: MetricsQuestion
  readonly zone: TimeZone
  readonly choice: Choice
  readonly metrics: readonly Metric[]
  /** Those of the metrics, and of the one that groups are ordered by. */
  readonly facts: readonly FactName[]
  readonly orderBy: Metric
  /** Of messages, that any part of the question names. */
  readonly properties: readonly string[]
  /** A dimension is used that only events know, so that even what counts once is read from them. */
  readonly fromEvents: boolean
  /** The metrics, and the one that groups are ordered by. */
  readonly counted: readonly Metric[]
  /** Of what only events know, just their class is used; and totals have all the facts by that. */
  readonly byClass: boolean
  /** Days whose totals are not true, by what this question counts by; `null` where no totals can be read. */
  readonly changing: readonly string[] | null
}

/** The one currency that a filter lets through for certain, if there is one. */
function onlyCurrency(filter: Filter | undefined): string | undefined {
  if (filter === undefined) return undefined
  if ('all' in filter) return filter.all.map(onlyCurrency).find((one) => one !== undefined)
  if ('is' in filter && filter.dimension === 'currency' && filter.is.length === 1)
    return filter.is[0]
  return undefined
}

/** Split or filtered by class, the class is the question: people alone would leave the others empty. */
function engagementOf({ engagement }: MetricsQuestion, used: readonly Dimension[]) {
  return engagement === 'human' && used.includes('engagement') ? 'all' : engagement
}

export function planOf(asked: MetricsQuestion, scope: Scope): Plan {
  const used = [...asked.by, ...dimensionsIn(asked.where)]
  const question = { ...asked, by: [...new Set(asked.by)], engagement: engagementOf(asked, used) }
  const metrics = [...new Set(question.metrics)].map(metricOf)
  const orderBy = question.orderBy === undefined ? metrics[0] : metricOf(question.orderBy)
  if (orderBy === undefined) throw new Error('a question without metrics')
  const counted = [...metrics, orderBy]
  refuseUnknowable(counted, used)
  const facts = [...new Set(counted.flatMap(factsOf))]
  const properties = propertiesIn(used)
  const ofEvents = used.filter((dimension) => levelOf(dimension) === 'event')
  const fromEvents = ofEvents.length > 0
  const byClass =
    fromEvents &&
    ofEvents.every((dimension) => dimension === 'engagement') &&
    facts.every((fact) => factOf(fact).eachClass)
  const rolls =
    properties.length === 0 && (fromEvents ? byClass : facts.every((fact) => factOf(fact).total))
  return {
    scope,
    question,
    zone: zoneOf(question, scope),
    choice: {
      engagement: question.engagement,
      currency: question.by.includes('currency')
        ? null
        : (onlyCurrency(question.where) ?? scope.currency),
    },
    metrics,
    counted,
    facts,
    orderBy,
    properties,
    fromEvents,
    byClass,
    changing: rolls ? (scope.changing?.[question.countedBy] ?? null) : null,
  }
}
