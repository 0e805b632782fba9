import { expect, it } from 'vitest'
import { directionOf, verdictOf } from './judge-change.ts'

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
