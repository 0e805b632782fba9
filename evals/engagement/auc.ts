export interface Scored {
  readonly score: number
  readonly positive: boolean
}

/**
 * Area under the ROC curve, 0–1: the probability that a positive drawn at random scores higher than a negative, ties
 * counted half (Mann–Whitney U ÷ n₁n₀). `null` without both kinds.
 */
export function auc(all: readonly Scored[]): number | null {
  const sorted = all.toSorted((a, b) => a.score - b.score)
  let positives = 0
  let rankSum = 0
  for (let from = 0; from < sorted.length;) {
    const to = endOfTie(sorted, from)
    const meanRank = (from + 1 + to) / 2
    const here = countPositives(sorted, from, to)
    positives += here
    rankSum += here * meanRank
    from = to
  }
  const negatives = all.length - positives
  if (positives === 0 || negatives === 0) return null
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}

function endOfTie(sorted: readonly Scored[], from: number) {
  let to = from + 1
  while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to++
  return to
}

function countPositives(sorted: readonly Scored[], from: number, to: number) {
  let count = 0
  for (let i = from; i < to; i++) if (sorted[i]?.positive) count++
  return count
}
