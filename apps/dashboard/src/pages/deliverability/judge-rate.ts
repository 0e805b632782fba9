import type { Measured } from '@airgraph/domain/answer.ts'
import type { Threshold } from '../../config/thresholds.ts'

/** `unclear`: so little mail that chance alone may hide a problem. */
export type Standing = 'over' | 'attention' | 'within' | 'unclear' | 'unknown'

/** Where a rate stands against its threshold. What is measured counts; where it is below, its interval says how sure that is. */
export function judgeRate(
  { value, high }: Measured,
  { attention, limit }: Pick<Threshold, 'attention' | 'limit'>,
): Standing {
  if (value === null) return 'unknown'
  if (value >= limit) return 'over'
  if (value >= attention) return 'attention'
  return high !== undefined && high >= limit ? 'unclear' : 'within'
}
