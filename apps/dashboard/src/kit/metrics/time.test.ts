import { describe, expect, it } from 'vitest'
import { columnOf, rowOf } from '../testing.ts'
import { isSilent, metricSeries, overTime } from './time.ts'

const berlin = { timeZone: 'Europe/Berlin', weekStart: 'monday' } as const
const asked = { from: '2026-10-24', to: '2026-10-27', grain: 'day' } as const

describe('an answer over time', () => {
  const rows = [
    rowOf({}, { sent: 5, 'open-rate': 0.5 }, { at: '2026-10-25T23:00:00.000Z' }),
    rowOf({}, { sent: 9, 'open-rate': null }, { at: '2026-10-23T22:00:00.000Z' }),
    rowOf({}, { sent: 7 }, { at: '2026-12-24T00:00:00.000Z' }),
  ]
  const over = overTime(asked, { rows }, berlin, '2026-10-26')
  const drawn = { colour: 'sent', shape: 'bars', engagement: 'human' } as const

  it('stands at its day across a change of clocks; a day without a row is one of no mail and no known rate', () => {
    expect(over.values(columnOf('sent'))).toEqual([9, 0, 5])
    expect(over.values(columnOf('open-rate', 'ratio'))).toEqual([null, null, 0.5])
    expect(over.points.map(({ partial }) => partial)).toEqual([false, false, true])
  })

  it('adds counts up to what happened in the period, and rates to nothing', () => {
    expect(metricSeries(over, columnOf('sent'), drawn).total).toBe('14')
    expect(metricSeries(over, columnOf('open-rate', 'ratio'), drawn).total).toBe('')
  })

  it('of nothing is silent', () => {
    const empty = overTime(asked, { rows: [] }, berlin, '2026-10-26')
    expect(isSilent([metricSeries(empty, columnOf('sent'), drawn)])).toBe(true)
    expect(isSilent([metricSeries(over, columnOf('sent'), drawn)])).toBe(false)
  })
})
