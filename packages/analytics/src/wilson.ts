import { ratio } from '@airgraph/domain/units.ts'

/** Of the normal distribution, for 95 %. */
const z = 1.959963984540054

/**
 * Where the true share of `part` in `whole` lies, 19 times in 20 (Wilson's score interval, without continuity
 * correction). `null` for what is not a share: more than all, less than none, or of nothing.
 */
export function wilson(part: number, whole: number) {
  const share = ratio(part, whole)
  if (share === null || part < 0 || part > whole) return null
  const square = z ** 2 / whole
  const centre = share + square / 2
  const spread = z * Math.sqrt((share * (1 - share)) / whole + square / (4 * whole))
  return {
    low: part === 0 ? 0 : (centre - spread) / (1 + square),
    high: part === whole ? 1 : (centre + spread) / (1 + square),
  }
}
