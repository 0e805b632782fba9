/** What was counted, out of how many. */
export interface Share {
  readonly part: number
  readonly whole: number
}

export interface Difference {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Of the normal distribution: for 95 % in all, whichever of so many comparisons one looks at (Bonferroni). */
export const zFor = (comparisons: number) => normalQuantile(1 - 0.025 / Math.max(1, comparisons))

/** Wilson's score interval of one share. */
function wilson({ part, whole }: Share, z: number) {
  const share = part / whole
  const square = z ** 2 / whole
  const spread = z * Math.sqrt((share * (1 - share)) / whole + square / (4 * whole))
  const centre = share + square / 2
  return { share, low: (centre - spread) / (1 + square), high: (centre + spread) / (1 + square) }
}

/**
 * How much larger the first share is than the second, and where the true difference lies: Newcombe's hybrid score interval
 * (Statistics in Medicine 17, 1998, method 10). `null` where one of them is a share of nothing.
 */
export function newcombe(a: Share, b: Share, z = zFor(1)): Difference | null {
  if (a.whole <= 0 || b.whole <= 0) return null
  const [p, q] = [wilson(a, z), wilson(b, z)]
  const value = p.share - q.share
  return {
    value,
    low: value - Math.hypot(p.share - p.low, q.high - q.share),
    high: value + Math.hypot(p.high - p.share, q.share - q.low),
  }
}

/** Acklam's rational approximation: right to nine digits. */
function normalQuantile(p: number): number {
  const tail = 0.02425
  if (p > 1 - tail) return -lowerTail(1 - p)
  if (p < tail) return lowerTail(p)
  const q = p - 0.5
  const r = q * q
  const above = polynomial(
    r,
    [
      -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269,
      -30.66479806614716, 2.506628277459239,
    ],
  )
  const below = polynomial(
    r,
    [
      -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972,
      -13.28068155288572, 1,
    ],
  )
  return (q * above) / below
}

function lowerTail(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p))
  const above = polynomial(
    q,
    [
      -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
      4.374664141464968, 2.938163982698783,
    ],
  )
  const below = polynomial(
    q,
    [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
  )
  return above / below
}

const polynomial = (x: number, coefficients: readonly number[]) =>
  coefficients.reduce((sum, c) => sum * x + c, 0)
