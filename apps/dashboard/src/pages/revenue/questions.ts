import type { Dimension } from '@airgraph/domain/filter.ts'
import type { MetricName } from '@airgraph/domain/question.ts'
import { grainOf } from '../../time/period.ts'
import { compareIn } from '../../url/scope.ts'
import type { Scope } from '../../url/scope.ts'

const keyMetrics = [
  'revenue',
  'refunds',
  'net-revenue',
  'conversions',
  'average-order-value',
  'conversion-rate',
  'revenue-per-thousand-delivered',
  'delivered',
] as const satisfies readonly MetricName[]

const rowMetrics = [
  'revenue',
  'net-revenue',
  'conversions',
  'average-order-value',
] as const satisfies readonly MetricName[]

/** None of it depends on who opened or clicked. */
const about = ({ period }: Scope) => ({
  type: 'metrics' as const,
  ...period,
  engagement: 'human' as const,
})

export const keyNumbersQuestion = (scope: Scope) => ({
  ...about(scope),
  metrics: [...keyMetrics],
  ...compareIn(scope),
})

export const overTimeQuestion = (scope: Scope) => ({
  ...about(scope),
  metrics: ['revenue' as const, 'refunds' as const, 'conversions' as const],
  grain: grainOf(scope.period),
})

export const splitQuestion = (scope: Scope, by: Dimension) => ({
  ...about(scope),
  metrics: [...rowMetrics],
  by: [by],
  orderBy: 'revenue' as const,
  limit: 50,
})
