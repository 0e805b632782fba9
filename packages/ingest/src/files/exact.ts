import {
  type Whole,
  greatestDivisor,
  nearest,
  negative,
  plus,
  times,
  wholeOf,
  wholeQuotient,
} from './whole.ts'

/** An exact number, `n ÷ d` with `d` above zero: what decimals are and binary fractions are not. */
export interface Exact {
  readonly n: Whole
  readonly d: Whole
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
  const short = readShort(text, mark)
  if (short || text.length > longest) return short
  const pointed = mark === '.' ? text : swapped(text)
  return readSimple(pointed) ?? readDressed(pointed)
}

const swapped = (text: string) => text.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'))

/** With the sign and the mark, few enough digits for a double. */
const longestShort = 15
const [plusSign, minusSign, zero, nine] = [43, 45, 48, 57]

/** What nearly every amount looks like, `-12.50`; `null` for all else. */
function readShort(text: string, mark: DecimalMark): Exact | null {
  if (text.length > longestShort) return null
  const point = mark.charCodeAt(0)
  const sign = text.charCodeAt(0)
  const begin = sign === minusSign || sign === plusSign ? 1 : 0
  let digits = 0
  let places = -1
  for (let at = begin; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= zero && code <= nine) {
      digits = digits * 10 + code - zero
      if (places >= 0) places++
    } else if (code === point && places < 0) places = 0
    else return null
  }
  const isNumber = text.length - begin > (places < 0 ? 0 : 1)
  return isNumber
    ? { n: sign === minusSign ? 0 - digits : digits, d: powerOfTen(Math.max(0, places)) }
    : null
}

function readSimple(text: string): Exact | null {
  const match = simple.exec(text)
  if (!match) return null
  const [, sign, whole = '', part = ''] = match
  const digits = wholeOf(BigInt(whole + part))
  return { n: sign === '-' ? negative(digits) : digits, d: powerOfTen(part.length) }
}

function readDressed(text: string): Exact | null {
  const bare = text.replace(/[\s\p{Sc}]/gu, '').replace(/^\u2212/, '-')
  const match = scientific.exec(bare)
  if (!match) return readSimple(grouped.test(bare) ? bare.replaceAll(',', '') : bare)
  const base = readSimple(match[1] ?? '')
  const exponent = Number(match[2])
  if (!base) return null
  return exponent < 0
    ? { n: base.n, d: times(base.d, powerOfTen(-exponent)) }
    : { n: times(base.n, powerOfTen(exponent)), d: base.d }
}

const powers = Array.from({ length: 100 }, (_, i) => wholeOf(10n ** BigInt(i)))
const powerOfTen = (exponent: number): Whole => powers[exponent] ?? wholeOf(10n ** BigInt(exponent))

export function add(a: Exact, b: Exact): Exact {
  if (a.d === b.d) return { n: plus(a.n, b.n), d: a.d }
  const inA = wholeQuotient(a.d, b.d)
  if (inA !== null) return { n: plus(a.n, times(b.n, inA)), d: a.d }
  const inB = wholeQuotient(b.d, a.d)
  if (inB !== null) return { n: plus(times(a.n, inB), b.n), d: b.d }
  return reduced(plus(times(a.n, b.d), times(b.n, a.d)), times(a.d, b.d))
}
export const negate = ({ n, d }: Exact): Exact => ({ n: negative(n), d })
export const subtract = (a: Exact, b: Exact): Exact => add(a, negate(b))
export const multiply = (a: Exact, b: Exact): Exact => ({ n: times(a.n, b.n), d: times(a.d, b.d) })
/** `null` where `b` is zero. */
export const divide = (a: Exact, b: Exact): Exact | null => {
  if (b.n === 0) return null
  const [n, d] = [times(a.n, b.d), times(a.d, b.n)]
  return d < 0 ? reduced(negative(n), negative(d)) : reduced(n, d)
}
/** Below, at or above zero as `a` is to `b`. */
export function compare(a: Exact, b: Exact): number {
  const [one, other] = [times(a.n, b.d), times(b.n, a.d)]
  return one < other ? -1 : one > other ? 1 : 0
}

/** Thirds and sevenths would otherwise grow with every sum. */
function reduced(n: Whole, d: Whole): Exact {
  const by = greatestDivisor(n, d)
  return { n: wholeQuotient(n, by) ?? n, d: wholeQuotient(d, by) ?? d }
}

/** To a whole number, half away from zero; `null` where a double cannot hold it. */
export function rounded({ n, d }: Exact): number | null {
  const whole = nearest(n, d)
  return typeof whole === 'number' ? whole : null
}
