import type { Measured } from '@airgraph/domain/answer.ts'
import { newcombe, zFor } from './newcombe.ts'
import type { Difference, Share } from './newcombe.ts'

export interface Variant {
  readonly name: string
  readonly measured: Measured
}

export type Verdict =
  /** One is better than every other, beyond chance. */
  | {
      readonly kind: 'better'
      readonly best: Variant
      readonly second: Variant
      readonly by: Difference
    }
  /** Chance alone may have made the difference. */
  | {
      readonly kind: 'unclear'
      readonly best: Variant
      readonly second: Variant
      readonly by: Difference
    }
  | { readonly kind: 'unknown' }

const shareOf = ({ measured: { numerator = 0, denominator = 0 } }: Variant): Share => ({
  part: numerator,
  whole: denominator,
})
const valueOf = ({ measured }: Variant) => measured.value ?? -1

/** Whether the best variant is the best. It is held against each of the others, so the intervals are as much wider. */
export function judgeVariants(variants: readonly Variant[]): Verdict {
  const [best, second, ...rest] = variants
    .filter(({ measured }) => measured.value !== null)
    .toSorted((a, b) => valueOf(b) - valueOf(a))
  if (best === undefined || second === undefined) return { kind: 'unknown' }
  const z = zFor(rest.length + 1)
  const by = newcombe(shareOf(best), shareOf(second), z)
  if (by === null) return { kind: 'unknown' }
  const beatsAll = [second, ...rest].every(
    (other) => (newcombe(shareOf(best), shareOf(other), z)?.low ?? 0) > 0,
  )
  return { kind: beatsAll ? 'better' : 'unclear', best, second, by }
}
