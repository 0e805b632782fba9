import type { MetricName } from '@airgraph/domain/question.ts'
import type { Better } from '../../kit/judge-change.ts'

const better: Partial<Record<MetricName, Better>> = {
  'delivery-rate': 'up',
  'open-rate': 'up',
  'click-rate': 'up',
  conversions: 'up',
  revenue: 'up',
  'unsubscribe-rate': 'down',
  'complaint-rate': 'down',
}

export const betterOf = (metric: MetricName): Better => better[metric] ?? 'neither'
