import { expect, it } from 'vitest'
import { thresholdFor, thresholds } from '../../config/thresholds.ts'
import { judgeRate } from './judge-rate.ts'

const limits = { attention: 0.001, limit: 0.003 }

it.each([
  [{ value: 0.003, low: 0.002, high: 0.004 }, 'over'],
  [{ value: 0.001, low: 0.0005, high: 0.002 }, 'attention'],
  [{ value: 0.0002, low: 0.0001, high: 0.0009 }, 'within'],
  [{ value: 0, low: 0, high: 0.02 }, 'unclear'],
  [{ value: null }, 'unknown'],
] as const)('%j is %s', (measured, standing) => {
  expect(judgeRate(measured, limits)).toBe(standing)
})

it('every provider has thresholds, and its own where there are any', () => {
  expect(thresholdFor('complaint-rate', 'gmail')?.limit).toBe(0.003)
  expect(thresholdFor('complaint-rate', 'other')?.limit).toBe(0.005)
  expect(thresholdFor('bounce-rate', 'gmail')?.limit).toBe(0.1)
  for (const { attention, limit, source, seen } of thresholds) {
    expect(attention).toBeLessThanOrEqual(limit)
    expect(source).not.toBe('')
    expect(seen).toMatch(/^\d{4}-\d\d$/)
  }
})
