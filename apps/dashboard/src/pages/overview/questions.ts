import type { MetricName } from '@airgraph/domain/question.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { grainOf } from '../../time/period.ts'
import type { Period } from '../../time/period.ts'

/** What this page asks. */
export interface Scope {
  readonly period: Period
  readonly engagement: EngagementFilter
}

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

export const timeMetrics = ['sent', 'opens', 'clicks'] as const satisfies readonly MetricName[]
export type TimeMetric = (typeof timeMetrics)[number]

export const keyNumbersQuestion = ({ period, engagement }: Scope) => ({
  type: 'metrics' as const,
  metrics: [...keyMetrics],
  ...period,
  engagement,
  compare: 'previous-period' as const,
})

export const overTimeQuestion = ({ period, engagement }: Scope) => ({
  type: 'metrics' as const,
  metrics: [...timeMetrics],
  ...period,
  engagement,
  grain: grainOf(period),
})

/** Always of all classes: this is where they are told apart. */
export const classesQuestion = ({ period }: Scope) => ({
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
  limit: 100,
})
export type OverTimeQuestion = ReturnType<typeof overTimeQuestion>
