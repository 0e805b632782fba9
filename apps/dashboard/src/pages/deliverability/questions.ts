import type { Filter } from '@airgraph/domain/filter.ts'
import type { MetricName } from '@airgraph/domain/question.ts'
import { grainOf } from '../../time/period.ts'
import { compareIn } from '../../url/scope.ts'
import type { Scope } from '../../url/scope.ts'

const keyMetrics = [
  'sent',
  'delivery-rate',
  'deferred',
  'hard-bounce-rate',
  'soft-bounce-rate',
  'rejected',
  'complaint-rate',
  'unsubscribe-rate',
] as const satisfies readonly MetricName[]

const providerMetrics = [
  'sent',
  'delivery-rate',
  'deferred',
  'hard-bounce-rate',
  'bounce-rate',
  'complaint-rate',
] as const satisfies readonly MetricName[]

/** Counted with the mail: a bounce belongs to the day on which its message was sent. */
const about = ({ period }: Scope) => ({
  type: 'metrics' as const,
  ...period,
  engagement: 'human' as const,
  countedBy: 'sent' as const,
})

export const keyNumbersQuestion = (scope: Scope) => ({
  ...about(scope),
  metrics: [...keyMetrics],
  ...compareIn(scope),
})

export const providersQuestion = (scope: Scope) => ({
  ...about(scope),
  metrics: [...providerMetrics],
  by: ['mailbox-provider' as const],
  limit: 20,
})

export const matrixMetrics = [
  'delivery-rate',
  'deferred',
  'bounce-rate',
  'complaint-rate',
] as const satisfies readonly MetricName[]

export const matrixQuestion = (scope: Scope) => ({
  ...about(scope),
  metrics: ['sent' as const, ...matrixMetrics],
  by: ['mailbox-provider' as const],
  grain: grainOf(scope.period),
  limit: 20,
})

export const reasonsQuestion = (scope: Scope, provider: string) => {
  const where: Filter = { dimension: 'mailbox-provider', is: [provider] }
  return {
    ...about(scope),
    metrics: [
      'hard-bounces' as const,
      'soft-bounces' as const,
      'deferred' as const,
      'rejected' as const,
    ],
    by: ['bounce-reason' as const],
    limit: 50,
    ...(provider !== 'all' && { where }),
  }
}
