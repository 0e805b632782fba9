import type { Asked } from '@airgraph/domain/question.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'

/** A question of metrics, as a tile asks it: it always says whose opens and clicks count. */
export type MetricsQuestion = Extract<Asked, { readonly type: 'metrics' }> & {
  readonly engagement: EngagementFilter
}
