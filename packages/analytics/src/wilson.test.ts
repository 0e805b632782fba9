import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilson } from './wilson.ts'

describe('Wilson’s interval', () => {
  // Newcombe 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [29, 29, 0.883, 1],
  ])('of %d in %d is %d to %d', (part, whole, low, high) => {
    const interval = wilson(part, whole)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  })

  it('is not of what is no share', () => {
    expect([wilson(0, 0), wilson(3, 2), wilson(-1, 2), wilson(1, -2)]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  it('holds the share, between 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), (a, b) => {
        const [part, whole] = [Math.min(a, b), Math.max(a, b, 1)]
        const { low, high } = wilson(part, whole) ?? { low: NaN, high: NaN }
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(part / whole)
        expect(high).toBeGreaterThanOrEqual(part / whole)
        expect(high).toBeLessThanOrEqual(1)
      }),
    )
  })
})
