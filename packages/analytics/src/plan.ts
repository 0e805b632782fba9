import type { Dimension, Filter } from '@airgraph/domain/filter.ts'
import type { MetricsQuestion } from '@airgraph/domain/question.ts'
import type { TimeZone } from './calendar.ts'
import { dimensionsIn, levelOf, propertiesIn } from './dimensions.ts'
import { classesIn } from './engagement.ts'
import type { Choice, FactName } from './facts.ts'
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
  /** A dimension is used that events have from their message. */
  readonly borrows: boolean
  /** When a thing happened matters beyond its being in the period. */
  readonly needsMoment: boolean
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
  return {
    scope,
    question,
    zone: zoneOf(question, scope),
    choice: {
      classes: classesIn(question.engagement),
      currency: question.by.includes('currency')
        ? null
        : (onlyCurrency(question.where) ?? scope.currency),
    },
    metrics,
    facts: [...new Set(counted.flatMap(factsOf))],
    orderBy,
    properties: propertiesIn(used),
    fromEvents: used.some((dimension) => levelOf(dimension) === 'event'),
    borrows: used.some((dimension) => levelOf(dimension) === 'message'),
    needsMoment:
      question.grain !== undefined || used.some((dimension) => levelOf(dimension) === 'moment'),
  }
}
