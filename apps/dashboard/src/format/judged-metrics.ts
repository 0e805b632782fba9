import type { MetricName } from '@airgraph/domain/question.ts'

const judged: ReadonlySet<MetricName> = new Set([
  'opens',
  'unique-opens',
  'open-rate',
  'clicks',
  'unique-clicks',
  'click-rate',
  'click-to-open-rate',
])

/** Made of opens or clicks: what it comes to depends on whose are counted. */
export const isJudged = (metric: MetricName) => judged.has(metric)
