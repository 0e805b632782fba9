import type { MetricName } from '@airgraph/domain/question.ts'

const judged: ReadonlySet<MetricName> = new Set([
  'opens',
  'unique-opens',
  'open-rate',
  'clicks',
  'unique-clicks',
  'click-rate',
  'click-to-open-rate',
  'time-to-open-median',
  'time-to-open-p90',
  'time-to-click-median',
  'time-to-click-p90',
  'people-opened',
  'people-clicked',
])

/** Made of opens or clicks: what it comes to depends on whose are counted. */
export const isJudged = (metric: MetricName) => judged.has(metric)
