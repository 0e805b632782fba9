import type { MetricName } from '@airgraph/domain/question.ts'

/** What `ActivityOverTime` draws, in this order. */
export const activityMetrics = ['sent', 'opens', 'clicks'] as const satisfies readonly MetricName[]
