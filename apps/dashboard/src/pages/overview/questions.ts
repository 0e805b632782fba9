import type { MetricName } from '@airgraph/domain/question.ts'
import { activityMetrics } from '../../kit/metrics/activity-metrics.ts'
import { grainOf } from '../../time/period.ts'
import { compareIn } from '../../url/scope.ts'
import type { Scope } from '../../url/scope.ts'

export const keyMetrics = [
  'sent',
  'delivery-rate',
  'open-rate',
  'click-rate',
  'conversions',
  'revenue',
  'unsubscribe-rate',
  'complaint-rate',
] as const satisfies readonly MetricName[]

const campaignMetrics = [
  'sent',
  'delivered',
  'open-rate',
  'click-rate',
  'conversions',
  'revenue',
] as const satisfies readonly MetricName[]

export const keyNumbersQuestion = (scope: Scope) => ({
  type: 'metrics' as const,
  metrics: [...keyMetrics],
  ...scope.period,
  engagement: scope.engagement,
  ...compareIn(scope),
})

export const overTimeQuestion = ({ period, engagement }: Scope) => ({
  type: 'metrics' as const,
  metrics: [...activityMetrics],
  ...period,
  engagement,
  grain: grainOf(period),
})

/** Always of all classes: this is where they are told apart. */
export const classesQuestion = ({ period }: Pick<Scope, 'period'>) => ({
  type: 'metrics' as const,
  metrics: ['opens' as const, 'clicks' as const],
  ...period,
  engagement: 'all' as const,
  by: ['engagement' as const],
})

/** Counted by when the mail was sent, so that a campaign's opens are of that campaign's mail. */
export const campaignsQuestion = ({ period, engagement }: Scope) => ({
  type: 'metrics' as const,
  metrics: [...campaignMetrics],
  ...period,
  engagement,
  countedBy: 'sent' as const,
  by: ['campaign' as const],
  orderBy: 'sent' as const,
  limit: 10,
})
