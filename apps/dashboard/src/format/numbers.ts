import type { Column, Measured, Unit } from '@airgraph/domain/answer.ts'

/** Numbers as the reader's locale writes them. Unknown is a dash, never a zero. */
export const unknown = '–'

/** `undefined` is the browser's own. */
type Locale = string | undefined

export const formatCount = (count: number, locale?: Locale) =>
  new Intl.NumberFormat(locale).format(count)

/** For axes: "12K". */
export const formatShort = (count: number, locale?: Locale) =>
  new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(count)

/** More digits towards either end, where 0.02 % and 99.98 % would be read as none and all. */
export function ratioDigits(ratio: number) {
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
  { digits = ratioDigits(ratio), locale }: { digits?: number; locale?: Locale } = {},
) => percent(digits, locale).format(ratio)

/** How far, without which way: 0.042 and −0.042 are "4.2 %". */
export const formatChange = (change: number, locale?: Locale) =>
  new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: Math.abs(change) < 1 ? 1 : 0,
  }).format(Math.abs(change))

/** Above this many units, cents are noise. */
const roundFrom = 10_000

/** `amount` in the currency's smallest unit. */
export function formatMoney(
  amount: number,
  currency: string,
  { rounded, locale }: { rounded?: boolean; locale?: Locale } = {},
) {
  if (!/^[A-Z]{3}$/.test(currency)) return `${formatCount(amount, locale)} ${currency}`.trim()
  const exact = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const units = amount / 10 ** (exact.resolvedOptions().maximumFractionDigits ?? 0)
  if (!(rounded ?? Math.abs(units) >= roundFrom)) return exact.format(units)
  const whole = { style: 'currency', currency, maximumFractionDigits: 0 } as const
  return new Intl.NumberFormat(locale, whole).format(units)
}

const spans = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** In the largest unit of which there is one: "3.2 hours". */
export function formatDuration(milliseconds: number, locale?: Locale) {
  const [unit, length] =
    spans.find(([, span]) => milliseconds >= span) ?? (['second', 1_000] as const)
  const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, style).format(milliseconds / length)
}

export function formatValue(
  value: number | null | undefined,
  { unit, currency = '' }: Pick<Column, 'unit' | 'currency'>,
  locale?: Locale,
): string {
  if (value === null || value === undefined) return unknown
  const formats: Record<Unit, () => string> = {
    count: () => formatCount(value, locale),
    ratio: () => formatRatio(value, { locale }),
    money: () => formatMoney(value, currency, { locale }),
    duration: () => formatDuration(value, locale),
  }
  return formats[unit]()
}

/** "30.9 % – 31.9 %", as exact as the value beside it; `null` where the answer gives none. */
export function formatInterval({ value, low, high }: Measured, locale?: Locale) {
  if (low === undefined || high === undefined) return null
  return percent(ratioDigits(value ?? low), locale).formatRange(low, high)
}
