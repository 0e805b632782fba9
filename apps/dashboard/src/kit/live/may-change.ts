import type { Asked } from '@airgraph/domain/question.ts'
import type { News } from '../../api/read-committed.ts'

const day = 86_400_000
/** The news is of days in UTC, the question of days somewhere on earth; and a late judgement may look back over midnight. */
const margin = 2 * day

/**
 * Whether an answer to the question may be another one after the news. Of two spans of days that do not touch it is not;
 * whatever else is in doubt may change.
 */
export function mayChange(question: Asked | undefined, { days }: News): boolean {
  if (question?.type !== 'metrics' || days === null) return true
  const isBefore = Date.parse(days.last) < Date.parse(question.from) - margin
  const isAfter = Date.parse(days.first) > Date.parse(question.to) + margin
  // What is counted by its mail may come long after it; what is compared with lies before.
  return !(
    (isBefore && question.compare === undefined) ||
    (isAfter && question.countedBy !== 'sent')
  )
}
