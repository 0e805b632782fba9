import type { Column } from '@airgraph/domain/answer.ts'
import type { MetricName } from '@airgraph/domain/question.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'

/** Metrics made of opens and clicks: what they come to depends on whose are counted. */
const judged: ReadonlySet<MetricName> = new Set([
  'opens',
  'unique-opens',
  'open-rate',
  'clicks',
  'unique-clicks',
  'click-rate',
  'click-to-open-rate',
])

const whose: Record<EngagementFilter, string> = { human: 'Human', machine: 'Machine', all: 'All' }

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** "Human open rate", "All opens", "Sent". */
export const metricTitle = (
  { metric, title }: Pick<Column, 'metric' | 'title'>,
  engagement: EngagementFilter,
) => (judged.has(metric) ? `${whose[engagement]} ${lowerFirst(title)}` : title)
