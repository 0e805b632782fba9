import { grainOf } from '../../time/period.ts'
import type { Scope } from '../../url/scope.ts'

/** What `ActivityOverTime` draws, in this order. */
export const activityQuestion = ({ period, engagement }: Scope) => ({
  type: 'metrics' as const,
  metrics: ['sent' as const, 'opens' as const, 'clicks' as const],
  ...period,
  engagement,
  grain: grainOf(period),
})
