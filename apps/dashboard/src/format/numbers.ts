import { chosenLocale } from './locale.ts'
import type { Column, Measured, Unit } from '@airgraph/domain/answer.ts'

/** Numbers as the reader's locale writes them. Unknown is a dash, never a zero. */
export const unknown = '–'

/** `undefined` is the browser's own. */
type Locale = string | undefined

export const formatCount = (count: number, locale: Locale = chosenLocale()) =>
  new Intl.NumberFormat(locale).format(count)

/** For axes: "12K". */
export const formatShort = (count: number, locale: Locale = chosenLocale()) =>
  new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(count)

/** More digits towards either end, where 0.02 % and 99.98 % would be read as none and all. */
function ratioDigits(ratio: number) {
  const fromTheEnd = Math.min(Math.abs(ratio), Math.abs(1 - ratio))
  if (fromTheEnd === 0 || fromTheEnd >= 0.1) return 1
  return fromTheEnd >= 0.001 ? 2 : 3
}

/** The only place that makes a percentage of a ratio. */
const percent = (digits: number, locale: Locale) =>
  new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })

export const formatRatio = (
  ratio: number,
  {
    digits = ratioDigits(ratio),
    locale = chosenLocale(),
  }: { digits?: number | undefined; locale?: Locale } = {},
) => percent(digits, locale).format(ratio)

/** How far, without which way: 0.042 and −0.042 are "4.2 %". */
export const formatChange = (change: number, locale: Locale = chosenLocale()) =>
  percent(Math.abs(change) < 1 ? 1 : 0, locale).format(Math.abs(change))

/** "+2.1": hundredths of a ratio, for what lies between two percentages. */
export const formatPoints = (difference: number, locale: Locale = chosenLocale()) =>
  new Intl.NumberFormat(locale, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(difference * 100)

/** From this many units on, cents are noise. */
const largeFrom = 10_000

/** How many digits the smallest unit of a currency lies behind the point; `null` for what is no currency. */
function minorDigits(currency: string) {
  if (!/^[A-Z]{3}$/.test(currency)) return null
  const style = { style: 'currency', currency } as const
  return new Intl.NumberFormat('en', style).resolvedOptions().maximumFractionDigits ?? 0
}

/** 2 for what is no currency, as most have. */
export const currencyDigits = (currency: string) => minorDigits(currency) ?? 2

const isLarge = (amount: number, currency: string) =>
  Math.abs(amount) / 10 ** (minorDigits(currency) ?? 0) >= largeFrom

/** `amount` in the currency's smallest unit. */
export function formatMoney(
  amount: number,
  currency: string,
  {
    rounded = isLarge(amount, currency),
    locale = chosenLocale(),
  }: { rounded?: boolean | undefined; locale?: Locale } = {},
) {
  const digits = minorDigits(currency)
  if (digits === null) return `${formatCount(amount, locale)} ${currency}`.trim()
  const fraction = rounded ? 0 : digits
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: fraction,
    maximumFractionDigits: fraction,
  }).format(amount / 10 ** digits)
}

/** What a spreadsheet takes: money in its main unit, everything else as it is. */
export function majorUnits(value: number | null, { unit, currency = '' }: Measure): number | null {
  if (value === null || unit !== 'money') return value
  return value / 10 ** (minorDigits(currency) ?? 0)
}

/** For axes: "€12K". */
export function formatShortMoney(amount: number, currency: string, locale?: Locale) {
  const digits = minorDigits(currency)
  if (digits === null) return formatShort(amount, locale)
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(amount / 10 ** digits)
}

const spans = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** In the largest unit of which there is one: "3.2 hours". */
export function formatDuration(milliseconds: number, locale: Locale = chosenLocale()) {
  const [unit, length] =
    spans.find(([, span]) => milliseconds >= span) ?? (['second', 1_000] as const)
  const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, style).format(milliseconds / length)
}

interface Precision {
  /** Of a ratio's percentage. */
  readonly digits?: number | undefined
  /** Money without its cents. */
  readonly rounded?: boolean | undefined
}

type Measure = Pick<Column, 'unit' | 'currency'>

export function formatValue(
  value: number | null | undefined,
  { unit, currency = '' }: Measure,
  { digits, rounded }: Precision = {},
  locale: Locale = chosenLocale(),
): string {
  if (value === null || value === undefined) return unknown
  const formats: Record<Unit, () => string> = {
    count: () => formatCount(value, locale),
    ratio: () => formatRatio(value, { digits, locale }),
    money: () => formatMoney(value, currency, { rounded, locale }),
    duration: () => formatDuration(value, locale),
  }
  return formats[unit]()
}

/** One precision for all the values under each other: the middle one's ratio digits, no cents beside large sums. */
export function precisionOf(
  values: readonly (number | null | undefined)[],
  { unit, currency = '' }: Measure,
): Precision {
  const known = values.filter((value) => typeof value === 'number').sort((a, b) => a - b)
  if (unit === 'ratio') return { digits: ratioDigits(known[known.length >> 1] ?? 0) }
  if (unit === 'money') return { rounded: known.some((amount) => isLarge(amount, currency)) }
  return {}
}

/** "30.9 % – 31.9 %", as exact as the value beside it or as it takes; `null` where the answer gives none. */
export function formatInterval({ value, low, high }: Measured, locale: Locale = chosenLocale()) {
  if (low === undefined || high === undefined) return null
  const enough = [1, 2, 3].find((digits) => {
    const written = [low, high].map((ratio) => formatRatio(ratio, { digits, locale }))
    return digits >= ratioDigits(value ?? low) && written[0] !== written[1]
  })
  return percent(enough ?? 3, locale).formatRange(low, high)
}
