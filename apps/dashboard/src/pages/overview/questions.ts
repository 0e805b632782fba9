import type { MetricName } from '@airgraph/domain/question.ts'
import { mailMetrics } from '../../kit/metrics/mail-metrics.ts'
import { compareIn } from '../../url/scope.ts'
import type { Scope } from '../../url/scope.ts'

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
  metrics: [...mailMetrics],
  ...scope.period,
  engagement: scope.engagement,
  ...compareIn(scope),
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
