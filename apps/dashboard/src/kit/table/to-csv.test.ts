import { expect, it } from 'vitest'
import { toCsv } from './to-csv.ts'

it('a table as CSV: quoted where it must be, unknown is empty, and nothing is a formula', () => {
  const columns = [
    { title: 'Campaign', value: (row: { name: string }) => row.name },
    { title: 'Open rate, human', value: (row: { rate: number | null }) => row.rate },
  ]
  const rows = [
    { name: 'spring "sale"\nnow', rate: 0.25 },
    { name: '=HYPERLINK("http://x")', rate: null },
    { name: '-1+2', rate: -3 },
  ]
  expect(toCsv(columns, rows)).toBe(
    'Campaign,"Open rate, human"\r\n' +
      '"spring ""sale""\nnow",0.25\r\n' +
      '"\'=HYPERLINK(""http://x"")",\r\n' +
      "'-1+2,-3\r\n",
  )
})
