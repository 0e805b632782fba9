import { describe, expect, it } from 'vitest'
import { splitRecord } from './csv-record.ts'
import { rejectLine } from './reject-line.ts'

describe('a line of a reject file', () => {
  it('says where, why and what', () => {
    expect(rejectLine({ line: 7, reason: 'No "date".', row: 'a,"b"' })).toBe(
      '7,"No ""date"".","a,""b"""\r\n',
    )
  })
  it.each([
    '=HYPERLINK("x")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '\r=1',
    '＝1',
    '\u200b=1',
    '|cmd',
  ])('is no formula to a spreadsheet: %j', (row) => {
    expect(rejectLine({ line: 1, reason: 'x', row })).toBe(
      `1,"x","'${row.replaceAll('"', '""')}"\r\n`,
    )
  })
  it('can be read again as CSV', () => {
    const row = 'a,"b\nc",d'
    expect(splitRecord(rejectLine({ line: 1, reason: 'x', row }).trimEnd(), ',')).toEqual([
      '1',
      'x',
      row,
    ])
  })
})
