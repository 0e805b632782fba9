import { Failure } from '@airgraph/domain/failure.ts'
import type { Dimension } from '@airgraph/domain/filter.ts'
import { levelOf } from './dimensions.ts'
import { factOf } from './facts.ts'
import { factsOf, type Metric, metrics } from './metrics.ts'

const ignorant = (metric: Metric, dimension: Dimension) =>
  factsOf(metric)
    .map(factOf)
    .find(({ knownBy }) => levelOf(dimension) === 'event' && !knownBy.includes(dimension))

const knowing = (dimension: Dimension) =>
  metrics.filter((metric) => ignorant(metric, dimension) === undefined).map(({ title }) => title)

/**
 * A delivered message has no device: a rate of opens on a phone by deliveries on a phone would be nonsense, and by all
 * deliveries a share of something else. It is refused rather than guessed.
 */
export function refuseUnknowable(asked: readonly Metric[], used: readonly Dimension[]) {
  for (const metric of asked)
    for (const dimension of used) {
      const fact = ignorant(metric, dimension)
      if (fact === undefined) continue
      throw new Failure(
        'invalid',
        `${metric.title} cannot be split or filtered by ${dimension}: ${fact.words} are not known by it. ` +
          `By ${dimension} you can ask for ${knowing(dimension).join(', ')}.`,
      )
    }
}
