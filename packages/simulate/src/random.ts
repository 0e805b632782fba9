import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

const scale = 2 ** -32

/** FNV-1a, so that every purpose draws from its own stream and a new one shifts none of the others. */
function seedOf(seed: number, purpose: string) {
  let hash = 0x811c9dc5
  for (const letter of `${purpose}:${seed}`)
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return hash
}

/** Draws that depend on nothing but the seed and the purpose. */
export class Random {
  readonly #bits: RandomGenerator
  #spare = Number.NaN

  constructor(seed: number, purpose: string) {
    this.#bits = xoroshiro128plus(seedOf(seed, purpose))
    for (let i = 0; i < 16; i++) this.#bits.next() // near seeds begin alike
  }

  /** In [0, 1). */
  unit() {
    return (this.#bits.next() >>> 0) * scale
  }

  chance(probability: number) {
    return (this.#bits.next() >>> 0) * scale < probability
  }

  between(low: number, high: number) {
    return low + (high - low) * this.unit()
  }

  /** A whole number in [0, n). */
  below(n: number) {
    return Math.floor(this.unit() * n)
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)]
    if (picked === undefined) throw new Error('picked from an empty list')
    return picked
  }

  /** One of the entries, each as likely as its weight says. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T {
    let left = this.unit() * list.reduce((sum, { weight }) => sum + weight, 0)
    for (const entry of list) if ((left -= entry.weight) < 0) return entry
    return this.pick(list)
  }

  normal(mean: number, deviation: number) {
    return mean + deviation * this.#standardNormal()
  }

  logNormal(median: number, sigma: number) {
    return median * Math.exp(sigma * this.#standardNormal())
  }

  exponential(mean: number) {
    return -mean * Math.log(1 - this.unit())
  }

  /** Heavy-tailed: above `least`, and the mean is infinite for `alpha` ≤ 1. */
  pareto(least: number, alpha: number) {
    return least * (1 - this.unit()) ** (-1 / alpha)
  }

  poisson(mean: number) {
    if (mean > 30) return Math.max(0, Math.round(this.normal(mean, Math.sqrt(mean))))
    const end = Math.exp(-mean)
    let count = 0
    for (let product = this.unit(); product > end; product *= this.unit()) count++
    return count
  }

  /** Marsaglia's polar method: two at a time, the second kept. */
  #standardNormal() {
    const spare = this.#spare
    this.#spare = Number.NaN
    if (!Number.isNaN(spare)) return spare
    for (;;) {
      const x = this.unit() * 2 - 1
      const y = this.unit() * 2 - 1
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const factor = Math.sqrt((-2 * Math.log(square)) / square)
      this.#spare = y * factor
      return x * factor
    }
  }
}
