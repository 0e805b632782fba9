/**
 * An exact whole number: a double as long as that is exact, which is many times cheaper, and a bigint beyond. Equal
 * numbers have equal forms, so `===` compares them.
 */
export type Whole = number | bigint

const mostSafe = BigInt(Number.MAX_SAFE_INTEGER)

export const wholeOf = (n: bigint): Whole => (n <= mostSafe && n >= -mostSafe ? Number(n) : n)

/** What a double cannot hold is never rounded to what it can: a sum or product that is safe is exact. */
export function plus(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  return wholeOf(BigInt(a) + BigInt(b))
}

export function times(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (Number.isSafeInteger(product)) return product + 0 // −0 becomes 0
  }
  return wholeOf(BigInt(a) * BigInt(b))
}

export const negative = (a: Whole): Whole => (typeof a === 'number' ? 0 - a : wholeOf(-a))

/** How often `b` is in `a`; `null` where something is left over. */
export function wholeQuotient(a: Whole, b: Whole): Whole | null {
  if (typeof a === 'number' && typeof b === 'number') return a % b === 0 ? a / b + 0 : null
  const [n, d] = [BigInt(a), BigInt(b)]
  return n % d === 0n ? wholeOf(n / d) : null
}

export function greatestDivisor(a: Whole, b: Whole): Whole {
  let [n, d] = [BigInt(a), BigInt(b)]
  if (n < 0n) n = -n
  while (d > 0n) [n, d] = [d, n % d]
  return wholeOf(n)
}

/** `a ÷ b` to the nearest whole number, half away from zero; `b` is above zero. */
export function nearest(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b
    const towardsZero = (a - rest) / b
    return (Math.abs(rest) * 2 < b ? towardsZero : towardsZero + Math.sign(a)) + 0
  }
  const [n, d] = [BigInt(a), BigInt(b)]
  return wholeOf(n < 0n ? -((-2n * n + d) / (2n * d)) : (2n * n + d) / (2n * d))
}
