import type { Column } from '@airgraph/domain/answer.ts'
import type { TimeMetric } from './questions.ts'

/** A metric of the chart, with the words of the answer. */
export interface TimeColumn {
  readonly metric: TimeMetric
  readonly title: string
  readonly column: Column
}
