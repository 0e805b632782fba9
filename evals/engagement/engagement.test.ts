import { describe, expect, it } from 'vitest'
import { bounds, control, controlBounds, evaluate } from './engagement.ts'

/** A quarter of a year of a small list, so that it takes seconds; the bounds are the same. */
const small = { contacts: 2_000, to: new Date('2026-07-01') }

describe.each(['standard', 'misspecified', 'adversarial-bots'] as const)(
  'in a %s world',
  (world) => {
    it.each([31, 32])('machines are told from people within bounds, seed %i', (seed) => {
      const { classifier } = evaluate(seed, { ...small, world })
      expect(classifier.auc).toBeGreaterThanOrEqual(bounds.auc)
      expect(Math.abs(classifier.clickRateError)).toBeLessThanOrEqual(bounds.clickRateError)
    })
  },
)

it('with the truth shuffled it knows nothing', () => {
  const auc = control(31, small)
  expect(auc).toBeGreaterThan(controlBounds.from)
  expect(auc).toBeLessThan(controlBounds.to)
})
