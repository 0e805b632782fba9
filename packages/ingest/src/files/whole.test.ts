import { assert, bigInt, constantFrom, oneof, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greatestDivisor, nearest, negative, plus, times, wholeOf, wholeQuotient } from './whole.ts'

const edge = BigInt(Number.MAX_SAFE_INTEGER)
/** Small ones, those around the last that a double holds, and far beyond. */
const number = oneof(
  bigInt(-1_000n, 1_000n),
  bigInt(edge - 5n, edge + 5n),
  bigInt(-edge - 5n, -edge + 5n),
  bigInt(-(10n ** 40n), 10n ** 40n),
  constantFrom(0n, 1n, -1n, 3n, 2n ** 52n, 2n ** 53n),
)
const divisor = number.map((n) => (n < 0n ? -n : n) || 1n)

/** As bigint alone would say it, in the one form that a number has. */
const expectSame = (found: unknown, exact: bigint) => expect(found).toBe(wholeOf(exact))

describe('whole numbers are as exact as bigint', () => {
  it('in sums, products and signs', () => {
    assert(
      property(number, number, (a, b) => {
        expectSame(plus(wholeOf(a), wholeOf(b)), a + b)
        expectSame(times(wholeOf(a), wholeOf(b)), a * b)
        expectSame(negative(wholeOf(a)), -a)
      }),
      { numRuns: 2_000 },
    )
  })
  it('in quotients', () => {
    assert(
      property(number, divisor, (a, b) => {
        expectSame(wholeQuotient(wholeOf(a * b), wholeOf(b)), a)
        if (a % b !== 0n) expect(wholeQuotient(wholeOf(a), wholeOf(b))).toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })
  it('in rounding, half away from zero', () => {
    const halfAway = (a: bigint, b: bigint) =>
      a < 0n ? -((-2n * a + b) / (2n * b)) : (2n * a + b) / (2n * b)
    assert(
      property(number, divisor, (a, b) => {
        expectSame(nearest(wholeOf(a), wholeOf(b)), halfAway(a, b))
      }),
      { numRuns: 2_000 },
    )
  })
  it('in common divisors', () => {
    expectSame(
      greatestDivisor(wholeOf(-12n * 10n ** 30n), wholeOf(18n * 10n ** 30n)),
      6n * 10n ** 30n,
    )
    expectSame(greatestDivisor(0, 7), 7n)
  })
})
