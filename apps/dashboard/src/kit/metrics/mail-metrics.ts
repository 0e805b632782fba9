import type { MetricName } from '@airgraph/domain/question.ts'

/** What one wants to know of mail first: of all of it, and of one campaign. */
export const mailMetrics = [
  'sent',
  'delivery-rate',
  'open-rate',
  'click-rate',
  'conversions',
  'revenue',
  'unsubscribe-rate',
  'complaint-rate',
] as const satisfies readonly MetricName[]
