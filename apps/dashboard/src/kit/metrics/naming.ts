import type { MetricsRow } from '@airgraph/domain/answer.ts'
import type { Dimension } from '@airgraph/domain/filter.ts'

/** What a row of a split is called: by the value itself where `words` has none for it, by `none` where it has no value. */
export const naming =
  (dimension: Dimension, none: string, words: Readonly<Partial<Record<string, string>>> = {}) =>
  ({ by, other }: MetricsRow) => {
    const value = by[dimension] ?? ''
    if (other) return 'All others'
    return value === '' ? none : (words[value] ?? value)
  }
