/** An exact number, `n ÷ d` with `d` above zero: what decimals are and binary fractions are not. */
export interface Exact {
  readonly n: bigint
  readonly d: bigint
}

export type DecimalMark = '.' | ','

const simple = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?$/
const scientific = /^([+-]?\d+(?:\.\d+)?)[eE]([+-]?\d{1,2})$/
const grouped = /^([+-]?)(\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})$/
const longest = 60

/**
 * A decimal as people and programs write it: "-12.50", "$1,234.56", "1.5e-3". `null` is what cannot be read for sure:
 * with a point as the mark, "1,234" is either a thousand or a little more than one.
 */
export function readExact(text: string, mark: DecimalMark = '.'): Exact | null {
  if (text.length > longest) return null
  return (
    readSimple(mark === '.' ? text : swapped(text)) ??
    readDressed(mark === '.' ? text : swapped(text))
  )
}

const swapped = (text: string) => text.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'))

function readSimple(text: string): Exact | null {
  const match = simple.exec(text)
  if (!match) return null
  const [, sign, whole = '', part = ''] = match
  const digits = BigInt(whole + part)
  return { n: sign === '-' ? -digits : digits, d: powerOfTen(part.length) }
}

function readDressed(text: string): Exact | null {
  const bare = text.replace(/[\s\p{Sc}]/gu, '').replace(/^\u2212/, '-')
  const match = scientific.exec(bare)
  if (!match) return readSimple(grouped.test(bare) ? bare.replaceAll(',', '') : bare)
  const base = readSimple(match[1] ?? '')
  const exponent = Number(match[2])
  if (!base) return null
  return exponent < 0
    ? { n: base.n, d: base.d * powerOfTen(-exponent) }
    : { n: base.n * powerOfTen(exponent), d: base.d }
}

const powers = Array.from({ length: 20 }, (_, i) => 10n ** BigInt(i))
const powerOfTen = (exponent: number) => powers[exponent] ?? 10n ** BigInt(exponent)

export function add(a: Exact, b: Exact): Exact {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d }
  if (a.d % b.d === 0n) return { n: a.n + b.n * (a.d / b.d), d: a.d }
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) + b.n, d: b.d }
  return reduced(a.n * b.d + b.n * a.d, a.d * b.d)
}
export const negate = ({ n, d }: Exact): Exact => ({ n: -n, d })
export const subtract = (a: Exact, b: Exact): Exact => add(a, negate(b))
export const multiply = (a: Exact, b: Exact): Exact => ({ n: a.n * b.n, d: a.d * b.d })
/** `null` where `b` is zero. */
export const divide = (a: Exact, b: Exact): Exact | null => {
  if (b.n === 0n) return null
  return b.n < 0n ? reduced(-a.n * b.d, a.d * -b.n) : reduced(a.n * b.d, a.d * b.n)
}
/** Below, at or above zero as `a` is to `b`. */
export const compare = (a: Exact, b: Exact): number => sign(a.n * b.d - b.n * a.d)

const sign = (n: bigint) => (n < 0n ? -1 : n > 0n ? 1 : 0)

/** Thirds and sevenths would otherwise grow with every sum. */
function reduced(n: bigint, d: bigint): Exact {
  let [a, b] = [n < 0n ? -n : n, d]
  while (b > 0n) [a, b] = [b, a % b]
  return a > 1n ? { n: n / a, d: d / a } : { n, d }
}

/** To a whole number, half away from zero; `null` where a double cannot hold it. */
export function rounded({ n, d }: Exact): number | null {
  const whole = Number(n < 0n ? -((-2n * n + d) / (2n * d)) : (2n * n + d) / (2n * d))
  return Number.isSafeInteger(whole) ? whole : null
}
