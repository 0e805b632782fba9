import { expect, it } from 'vitest'
import { directionOf, isClear, verdictOf } from './judge-change.ts'

it.each([
  [0.1, 'up', 'good'],
  [-0.1, 'up', 'bad'],
  [0.1, 'down', 'bad'],
  [-0.1, 'down', 'good'],
  [0.1, 'neither', 'neutral'],
  [0.0004, 'up', 'neutral'],
  [0, 'down', 'neutral'],
] as const)('a change of %d where better is %s is %s', (change, better, verdict) => {
  expect(verdictOf(directionOf(change), better)).toBe(verdict)
})

it('a rate that was within today’s interval did not clearly move', () => {
  const rate = { value: 0.2, low: 0.18, high: 0.22 }
  expect([0.17, 0.19, 0.22, 0.23].map((previous) => isClear({ ...rate, previous }))).toEqual([
    true,
    false,
    false,
    true,
  ])
  expect(isClear({ value: 120, previous: 100 })).toBe(true)
})
