import { expect, it } from 'vitest'
import { auc } from './auc.ts'

const scored = (positives: readonly number[], negatives: readonly number[]) => [
  ...positives.map((score) => ({ score, positive: true })),
  ...negatives.map((score) => ({ score, positive: false })),
]

it.each([
  ['every positive above every negative', [3, 4], [1, 2], 1],
  ['every positive below', [1, 2], [3, 4], 0],
  ['one pair of four the wrong way', [2, 4], [1, 3], 0.75],
  ['all alike', [1, 1, 1], [1, 1], 0.5],
  ['half a tie', [1, 2], [1], 0.75],
  ['no negatives', [1, 2], [], null],
])('%s', (_, positives, negatives, area) => {
  expect(auc(scored(positives, negatives))).toBe(area)
})
