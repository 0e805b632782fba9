import { describe, expect, it } from 'vitest'
import { compileAmount, compileTest } from './compile.ts'
import { readExpression } from './read-expression.ts'

const columns = [
  'InvoiceNo',
  'Quantity',
  'UnitPrice',
  'Customer ID',
  'Country',
  'Date',
  'List Price',
]
const scope = { columns, decimal: '.' } as const
const row = ['C536379', '-3', '2.55', '', 'France', '2011-03-01', '2.5500']

function holds(text: string, values: readonly unknown[] = row): boolean | string {
  const read = readExpression(text)
  const test = read.ok ? compileTest(read.value, scope) : read
  return test.ok ? test.value(values) : test.error
}
function amountOf(text: string, values: readonly unknown[] = row) {
  const read = readExpression(text)
  const amount = read.ok ? compileAmount(read.value, scope) : read
  return amount.ok ? amount.value(values) : amount.error
}

describe('a test over columns', () => {
  it.each([
    ['Quantity < 0', true],
    ['quantity<0 and unitprice>0', true],
    ['Quantity = -3.0', true],
    ['Quantity <> -3', false],
    ['InvoiceNo = 536379', false],
    ['InvoiceNo != 536379', true],
    ['InvoiceNo starts with C', true],
    ['InvoiceNo starts with "C"', true],
    ["InvoiceNo not starts with 'C'", false],
    ['InvoiceNo ends with 379', 'a number cannot be searched for: put it in quotes'],
    ['InvoiceNo contains "637"', true],
    ['Country = France', true],
    ['Country in (Spain, France)', true],
    ['Country not in (Spain, "France")', false],
    ['Quantity in (1, -3)', true],
    ['`Customer ID` is empty', true],
    ['[customer id] is not empty', false],
    ['not `Customer ID` is empty', false],
    ['Quantity > 0 or Country = France and UnitPrice > 2', true],
    ['(Quantity > 0 or Country = France) and UnitPrice > 3', false],
    ["Date >= '2011-01-01' and Date < '2012-01-01'", true],
    ['UnitPrice = `List Price`', true],
    ['Quantity * UnitPrice < -7.64', true],
    ['NOT Quantity > 0 AND Country IS NOT EMPTY', true],
    ["Country = 'O''Hara'", false],
  ])('%s: %s', (text, answer) => {
    expect(holds(text)).toBe(answer)
  })

  it('an empty number is neither above nor below another, and unlike all', () => {
    const empty = row.with(1, '')
    expect(
      ['Quantity > 0', 'Quantity <= 0', 'Quantity = 0', 'Quantity != 0'].map((t) =>
        holds(t, empty),
      ),
    ).toEqual([false, false, false, true])
  })
  it('refuses to order words by number', () => {
    expect(() => holds('Quantity > 0', row.with(1, 'many'))).toThrow(
      'Quantity is "many", which is not a number.',
    )
  })
  it('knows a number with the other decimal mark', () => {
    expect(() => holds('Quantity > 0', row.with(1, '1.234,56'))).toThrow(
      'which is not a number: if its decimal mark is a ",", say --decimal ",".',
    )
  })

  it.each([
    ['', 'a column or a value is missing at the end'],
    ['Quantity >', 'a column or a value is missing at the end'],
    ['Quantity', 'Quantity is a value, not a test: compare it with something'],
    [
      'Quantity > 0 Country',
      '"and", "or" or the end should stand at character 14, before "Country"',
    ],
    ['Quantiy > 0', `There is no column "Quantiy". The file has: ${columns.join(', ')}.`],
    ['Country is nice', '"is empty" or "is not empty" should stand at character 9, before "is"'],
    ['Country = "France', '" at character 11 opens a quote that is never closed'],
    ['(Quantity > 0', '")" is missing at the end'],
    ['Quantity > 0; drop', '; at character 13 means nothing here'],
    ['Quantity > 0 and', 'a column or a value is missing at the end'],
    ['"a" > 0', '"a" is not a number'],
    ['(Quantity > 0) > 1', 'a test is not a number'],
    [`${'('.repeat(60)}Quantity > 0`, 'it is nested more than 50 deep'],
    ['x'.repeat(2_001), 'it is longer than 2000 characters'],
  ])('%s', (text, fault) => {
    expect(holds(text)).toBe(fault)
  })
})

describe('an amount', () => {
  it.each([
    ['quantity*unitprice', { n: -765, d: 100 }],
    ['-quantity * (unitprice + 1)', { n: 1065, d: 100 }],
    ['quantity - 1 - 1', { n: -5, d: 1 }],
    ['UnitPrice / 2 / 5', { n: 51, d: 200 }],
    ['`Customer ID` * 2', null],
    ['InvoiceNo starts with C', 'a test is not a number'],
  ])('%s', (text, amount) => {
    expect(amountOf(text)).toEqual(amount)
  })
  it('of rows that hold numbers as numbers', () => {
    expect(amountOf('quantity*unitprice', ['', 3, 4.95])).toEqual({ n: 1485, d: 100 })
    expect(amountOf('quantity*unitprice', ['', 3, 1e-7])).toEqual({ n: 3, d: 10_000_000 })
  })
  it('cannot be divided by zero', () => {
    expect(() => amountOf('UnitPrice / (Quantity + 3)')).toThrow('divided by zero')
  })
})
