import { describe, expect, it } from 'vitest'
import { newcombe, zFor } from './newcombe.ts'

describe('the difference of two shares', () => {
  it.each([
    // Newcombe 1998, table II, method 10.
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 20, 0.6791, 1],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ])('of %d in %d and %d in %d is where the paper has it', (a, m, b, n, low, high) => {
    const found = newcombe({ part: a, whole: m }, { part: b, whole: n })
    expect(found?.low).toBeCloseTo(low, 4)
    expect(found?.high).toBeCloseTo(high, 4)
  })

  it('is unknown where there is nothing to take a share of', () => {
    expect(newcombe({ part: 0, whole: 0 }, { part: 1, whole: 2 })).toBeNull()
  })

  it('is wider the more comparisons somebody looks at', () => {
    expect(zFor(1)).toBeCloseTo(1.959964, 6)
    expect(zFor(3)).toBeCloseTo(2.39398, 5)
    expect(zFor(0)).toBe(zFor(1))
  })
})
