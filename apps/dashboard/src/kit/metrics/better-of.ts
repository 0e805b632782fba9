import type { MetricName } from '@airgraph/domain/question.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { isJudged } from '../../format/judged-metrics.ts'
import type { Better } from '../judge-change.ts'

const better: Partial<Record<MetricName, Better>> = {
  'delivery-rate': 'up',
  'open-rate': 'up',
  'click-rate': 'up',
  conversions: 'up',
  revenue: 'up',
  'unsubscribe-rate': 'down',
  'complaint-rate': 'down',
}

/** More of what machines did is no success. */
export const betterOf = (metric: MetricName, engagement: EngagementFilter): Better =>
  isJudged(metric) && engagement !== 'human' ? 'neither' : (better[metric] ?? 'neither')
