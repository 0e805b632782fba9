import { hasFailed, type Measured } from './measured.ts'

/** `null` of nothing. */
export const geometricMean = (values: readonly number[]): number | null =>
  values.length === 0
    ? null
    : Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)

/** How many times as long the other took, for each question that both answered. */
export const ratiosTo = (ours: Measured, theirs: Measured, workspace: string): readonly number[] =>
  Object.entries(ours.warm[workspace] ?? {}).flatMap(([question, mine]) => {
    const other = theirs.warm[workspace]?.[question]
    return other === undefined || hasFailed(mine) || hasFailed(other)
      ? []
      : [other.median / mine.median]
  })
