import { array, assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Exact, add, compare, divide, multiply, readExact, rounded } from './exact.ts'
import { minorUnits } from './minor-units.ts'

const exact = (text: string) => readExact(text) ?? { n: 0, d: 0 }

describe('a decimal', () => {
  it.each([
    ['12.50', 1250, 100],
    ['-3', -3, 1],
    ['+3', 3, 1],
    ['$1,234.56', 123456, 100],
    ['-£5.00', -500, 100],
    ['12.50 €', 1250, 100],
    ['1,234,567', 1234567, 1],
    ['1.5e-3', 15, 10_000],
    ['1e+21', 10n ** 21n, 1],
    ['.5', 5, 10],
    ['-.5', -5, 10],
    ['5.', 5, 1],
    ['-0', 0, 1],
    ['123456789012345', 123456789012345, 1],
    ['-12345678901234567.89', -1234567890123456789n, 100],
    ['\u22123.00', -300, 100],
  ])('%s is %d ÷ %d', (text, n, d) => {
    expect(readExact(text)).toEqual({ n, d })
  })
  it.each([
    '',
    '.',
    '1,234',
    '12,50',
    '1.2.3',
    '0x10',
    '1e400',
    'NaN',
    'Infinity',
    '--1',
    '1-',
    '１２',
    '9'.repeat(61),
  ])('%j is not one for sure', (text) => {
    expect(readExact(text)).toBeNull()
  })
  it.each([
    ['12,50', 1250, 100],
    ['1.234,56', 123456, 100],
  ])('with a comma: %s is %d ÷ %d', (text, n, d) => {
    expect(readExact(text, ',')).toEqual({ n, d })
  })
})

describe('exact arithmetic', () => {
  it('loses nothing where binary fractions do', () => {
    expect(compare(add(exact('0.1'), exact('0.2')), exact('0.3'))).toBe(0)
    expect(minorUnits(multiply(exact('3'), exact('1.005')), 'EUR')).toBe(302)
  })
  it('sums cents in any order to the same', () => {
    assert(
      property(array(integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1 }), (cents) => {
        const sum = cents
          .map((n, i): Exact => (i % 2 ? { n, d: 100 } : { n: n * 10, d: 1_000 }))
          .reduce(add)
        expect(rounded(multiply(sum, { n: 100, d: 1 }))).toBe(cents.reduce((a, b) => a + b))
      }),
    )
  })
  it('loses nothing where doubles would', () => {
    const product = multiply(exact('94906267.5'), exact('94906267.51'))
    expect(product).toEqual({ n: 9007199611730618925n, d: 1_000 })
  })
  it('divides, but not by zero', () => {
    expect(divide(exact('1'), exact('-3'))).toEqual({ n: -1, d: 3 })
    expect(divide(exact('1'), exact('0'))).toBeNull()
  })
  it.each([
    ['2.5', 3],
    ['-2.5', -3],
    ['2.4999', 2],
    ['-0', 0],
    ['-0.4', 0],
    ['9007199254740993', null],
  ])('rounds %s to %s', (text, whole) => {
    expect(rounded(exact(text))).toBe(whole)
  })
})

describe('minor units', () => {
  it.each([
    ['12.5', 'EUR', 1_250],
    ['12.5', 'JPY', 13],
    ['12.5', 'KWD', 12_500],
  ])('%s %s is %d', (text, currency, minor) => {
    expect(minorUnits(exact(text), currency)).toBe(minor)
  })
})
