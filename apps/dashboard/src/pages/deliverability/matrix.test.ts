import { expect, it } from 'vitest'
import { columnOf, rowOf } from '../../kit/testing.ts'
import { matrixOf } from './matrix.ts'

const calendar = { timeZone: 'UTC', weekStart: 'monday' } as const
const asked = { from: '2026-11-01', to: '2026-11-03', grain: 'day' } as const
const cell = (provider: string, day: string, sent: number, rate: number | null) =>
  rowOf(
    { 'mailbox-provider': provider },
    { sent, 'delivery-rate': rate },
    { at: `2026-11-0${day}T00:00:00Z` },
  )

it('has the provider with most mail first, the worst cell at 1, and nothing where no mail was sent', () => {
  const rows = [
    cell('yahoo', '1', 10, 0.9),
    cell('gmail', '1', 100, 0.98),
    cell('gmail', '2', 100, 1),
    cell('', '1', 5, 0),
  ]
  const columns = { column: columnOf('delivery-rate', 'ratio'), sent: columnOf('sent') }
  const { heads, lines } = matrixOf(asked, { rows }, columns, calendar, '2026-11-10')
  expect(heads).toHaveLength(2)
  expect(lines.map(({ provider, cells }) => [provider, cells.map(({ value }) => value)])).toEqual([
    ['Gmail', [0.98, 1]],
    ['Yahoo', [0.9, null]],
  ])
  expect(lines[1]?.cells.map(({ badness }) => badness)).toEqual([1, null])
  expect(lines[0]?.cells[0]?.badness).toBeCloseTo(0.2)
})
