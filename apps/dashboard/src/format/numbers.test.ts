import { describe, expect, it } from 'vitest'
import {
  formatChange,
  formatCount,
  formatDuration,
  formatInterval,
  formatMoney,
  formatPoints,
  formatRatio,
  formatShort,
  formatShortMoney,
  formatValue,
  majorUnits,
  precisionOf,
} from './numbers.ts'

/** `Intl` joins with spaces that look alike. */
const plain = (text: string | null) => text?.replaceAll(/[\u00a0\u202f\u2009]/g, ' ')

describe('numbers are written as the reader’s locale writes them', () => {
  it('counts', () => {
    expect(formatCount(1_234_567, 'en')).toBe('1,234,567')
    expect(formatCount(1_234_567, 'de')).toBe('1.234.567')
    expect(formatShort(12_345, 'en')).toBe('12.3K')
  })

  it('ratios, with more digits near none and near all', () => {
    const written = [0, 0.00018, 0.0031, 0.0291, 0.314, 0.9864, 0.9998, 1].map((ratio) =>
      formatRatio(ratio, { locale: 'en' }),
    )
    expect(written).toEqual([
      '0.0%',
      '0.018%',
      '0.31%',
      '2.91%',
      '31.4%',
      '98.64%',
      '99.980%',
      '100.0%',
    ])
    expect(plain(formatRatio(0.314, { locale: 'de' }))).toBe('31,4 %')
  })

  it('changes, by how much', () => {
    expect(formatChange(0.042, 'en')).toBe('4.2%')
    expect(formatChange(-0.5, 'en')).toBe('50.0%')
    expect(formatChange(12.345, 'en')).toBe('1,235%')
  })

  it('money, from the smallest unit of each currency', () => {
    expect(formatMoney(123_456, 'EUR', { locale: 'en' })).toBe('€1,234.56')
    expect(formatMoney(1_234, 'JPY', { locale: 'en' })).toBe('¥1,234')
    expect(plain(formatMoney(1_234_567, 'KWD', { locale: 'en' }))).toBe('KWD 1,234.567')
    expect(plain(formatMoney(-500, 'EUR', { locale: 'de' }))).toBe('-5,00 €')
  })

  it('large sums without their cents', () => {
    expect(formatMoney(999_999, 'EUR', { locale: 'en' })).toBe('€9,999.99')
    expect(formatMoney(1_000_000, 'EUR', { locale: 'en' })).toBe('€10,000')
  })

  it('money of no currency, and of none that exists', () => {
    expect(formatMoney(1_234, '', { locale: 'en' })).toBe('1,234')
    expect(formatMoney(1_234, 'euro', { locale: 'en' })).toBe('1,234 euro')
  })

  it('durations, in the largest unit of which there is one', () => {
    expect(formatDuration(11_520_000, 'en')).toBe('3.2 hours')
    expect(formatDuration(60_000, 'en')).toBe('1 minute')
    expect(formatDuration(0, 'en')).toBe('0 seconds')
  })

  it('what is unknown as a dash', () => {
    expect(formatValue(null, { unit: 'ratio' })).toBe('–')
    expect(formatValue(undefined, { unit: 'money', currency: 'EUR' })).toBe('–')
    expect(formatValue(0, { unit: 'count' })).toBe('0')
  })
})

describe('an interval', () => {
  it('is as exact as its value', () => {
    const measured = { value: 0.3142, low: 0.309, high: 0.3195 }
    expect(plain(formatInterval(measured, 'en'))).toBe('30.9% – 32.0%')
  })

  it('is more exact where its ends would be written alike', () => {
    const measured = { value: 1, low: 0.99992, high: 1 }
    expect(plain(formatInterval(measured, 'en'))).toBe('99.99% – 100.00%')
  })

  it('is absent where the answer gives none', () => {
    expect(formatInterval({ value: 12 })).toBeNull()
  })
})

describe('numbers under each other', () => {
  it('have as many digits as the middle one needs', () => {
    expect(precisionOf([0.031, null, 1, 0.029, 0.028], { unit: 'ratio' })).toEqual({ digits: 2 })
    expect(precisionOf([], { unit: 'ratio' })).toEqual({ digits: 1 })
  })

  it('lose their cents together', () => {
    const euros = { unit: 'money', currency: 'EUR' } as const
    expect(precisionOf([100, 2_000_000, null], euros)).toEqual({ rounded: true })
    expect(precisionOf([100, 2_000], euros)).toEqual({ rounded: false })
    expect(formatValue(100, euros, { rounded: true }, 'en')).toBe('€1')
    expect(formatValue(2_000_000, euros, { rounded: false }, 'en')).toBe('€20,000.00')
  })
})

describe('numbers for axes, differences and spreadsheets', () => {
  it('axes have short money, in the currency’s main unit', () => {
    expect(formatShortMoney(1_234_500, 'EUR', 'en')).toBe('€12.3K')
    expect(formatShortMoney(1_200, 'JPY', 'en')).toBe('¥1.2K')
    expect(formatShortMoney(1_200, 'points', 'en')).toBe('1.2K')
  })

  it('what lies between two percentages is points, with its sign', () => {
    expect([0.021, -0.004, 0].map((d) => formatPoints(d, 'en'))).toEqual(['+2.1', '-0.4', '0.0'])
  })

  it('a spreadsheet gets euros, not cents, and what is unknown stays so', () => {
    expect(majorUnits(1_999, { unit: 'money', currency: 'EUR' })).toBe(19.99)
    expect(majorUnits(1_999, { unit: 'money', currency: 'JPY' })).toBe(1_999)
    expect(majorUnits(1_999, { unit: 'count' })).toBe(1_999)
    expect(majorUnits(null, { unit: 'money', currency: 'EUR' })).toBeNull()
  })
})
