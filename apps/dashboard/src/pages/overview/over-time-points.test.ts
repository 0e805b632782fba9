import { describe, expect, it } from 'vitest'
import { bucketsOf } from '../../time/buckets.ts'
import { isSilent, pointsOf, totalOf } from './over-time-points.ts'
import { rowOf } from './testing.ts'

const berlin = { timeZone: 'Europe/Berlin', weekStart: 'monday' } as const
const buckets = bucketsOf({ from: '2026-10-24', to: '2026-10-27' }, 'day', berlin, '2026-10-26')

describe('points over time', () => {
  const rows = [
    rowOf({}, { sent: 5, opens: 2, clicks: 1 }, { at: '2026-10-25T23:00:00.000Z' }),
    rowOf({}, { sent: 9, opens: null }, { at: '2026-10-23T22:00:00.000Z' }),
    rowOf({}, { sent: 7 }, { at: '2026-12-24T00:00:00.000Z' }),
  ]
  const points = pointsOf(rows, buckets, 'day', berlin)

  it('stand at their day across a change of clocks; a day without a row is a day of nothing', () => {
    expect(
      points.map(({ from, values }) => [from, values.sent, values.opens, values.clicks]),
    ).toEqual([
      ['2026-10-24', 9, 0, 0],
      ['2026-10-25', 0, 0, 0],
      ['2026-10-26', 5, 2, 1],
    ])
  })

  it('add up to what happened in the period', () => {
    expect(totalOf(points, 'sent')).toBe(14)
    expect(isSilent(points)).toBe(false)
  })

  it('of nothing are silent', () => {
    expect(isSilent(pointsOf([], buckets, 'day', berlin))).toBe(true)
  })
})
