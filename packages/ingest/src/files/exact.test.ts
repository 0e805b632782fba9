import { array, assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, compare, divide, multiply, readExact, rounded } from './exact.ts'
import { minorUnits } from './minor-units.ts'

const exact = (text: string) => readExact(text) ?? { n: 0n, d: 0n }

describe('a decimal', () => {
  it.each([
    ['12.50', 1250n, 100n],
    ['-3', -3n, 1n],
    ['+3', 3n, 1n],
    ['$1,234.56', 123456n, 100n],
    ['-£5.00', -500n, 100n],
    ['12.50 €', 1250n, 100n],
    ['1,234,567', 1234567n, 1n],
    ['1.5e-3', 15n, 10_000n],
    ['1e+21', 10n ** 21n, 1n],
    ['.5', 5n, 10n],
    ['-.5', -5n, 10n],
    ['5.', 5n, 1n],
    ['\u22123.00', -300n, 100n],
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
    ['12,50', 1250n, 100n],
    ['1.234,56', 123456n, 100n],
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
          .map((n, i) => (i % 2 ? { n: BigInt(n), d: 100n } : { n: BigInt(n) * 10n, d: 1_000n }))
          .reduce(add)
        expect(rounded(multiply(sum, { n: 100n, d: 1n }))).toBe(cents.reduce((a, b) => a + b))
      }),
    )
  })
  it('divides, but not by zero', () => {
    expect(divide(exact('1'), exact('-3'))).toEqual({ n: -1n, d: 3n })
    expect(divide(exact('1'), exact('0'))).toBeNull()
  })
  it.each([
    ['2.5', 3],
    ['-2.5', -3],
    ['2.4999', 2],
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
