import { expect, it } from 'vitest'
import { columnOf, rowOf } from '../../kit/testing.ts'
import { sinceSent } from './since-sent.ts'

const answer = {
  type: 'metrics' as const,
  columns: [columnOf('sent'), columnOf('unique-opens'), columnOf('unique-clicks')],
  timeZone: 'UTC',
  asOf: '2026-11-24T11:30:00Z',
  rowsRead: 0,
  milliseconds: 0,
  notes: [],
}

it('opens and clicks are added up from the first message on, and nothing is said of what lies ahead', () => {
  const rows = [
    rowOf({}, { sent: 0, 'unique-opens': 9 }, { at: '2026-11-24T07:00:00Z' }),
    rowOf({}, { sent: 50, 'unique-opens': 2, 'unique-clicks': 1 }, { at: '2026-11-24T08:00:00Z' }),
    rowOf({}, { sent: 50, 'unique-opens': 3 }, { at: '2026-11-24T10:00:00Z' }),
  ]
  const since = sinceSent({ ...answer, rows }, 'human')
  expect(since?.points.map(({ short }) => short)).toEqual(['+1 h', '+2 h', '+3 h', '+4 h'])
  expect(since?.series.map(({ values }) => values)).toEqual([
    [2, 2, 5, 5],
    [1, 1, 1, 1],
  ])
})

it('of a campaign that never went out nothing is said', () => {
  expect(sinceSent({ ...answer, rows: [] }, 'human')).toBeNull()
})
