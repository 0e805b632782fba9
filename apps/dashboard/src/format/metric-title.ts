import type { Column } from '@airgraph/domain/answer.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { isJudged } from './judged-metrics.ts'

const whose: Record<EngagementFilter, string> = { human: 'Human', machine: 'Machine', all: 'All' }

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

const ofPeople: ReadonlySet<string> = new Set(['people-opened', 'people-clicked'])

/** "Human open rate", "All opens", "Sent"; people are people already. */
export const metricTitle = (
  { metric, title }: Pick<Column, 'metric' | 'title'>,
  engagement: EngagementFilter,
) => {
  if (ofPeople.has(metric)) return engagement === 'human' ? title : `${title} (${engagement})`
  return isJudged(metric) ? `${whose[engagement]} ${lowerFirst(title)}` : title
}
