import { describe, expect, it } from 'vitest'
import { bucketsOf, bucketStart } from './buckets.ts'

const berlin = { timeZone: 'Europe/Berlin', weekStart: 'monday' } as const

describe('buckets', () => {
  it('are one for every day, also across a change of clocks; today is not over', () => {
    const period = { from: '2026-10-24', to: '2026-10-27' } as const
    expect(bucketsOf(period, 'day', berlin, '2026-10-26')).toEqual([
      { from: '2026-10-24', to: '2026-10-25', partial: false },
      { from: '2026-10-25', to: '2026-10-26', partial: false },
      { from: '2026-10-26', to: '2026-10-27', partial: true },
    ])
  })

  it('of weeks are partial at both ends when the period begins and ends within one', () => {
    const period = { from: '2026-11-04', to: '2026-11-19' } as const
    expect(bucketsOf(period, 'week', berlin, '2026-11-18')).toEqual([
      { from: '2026-11-02', to: '2026-11-09', partial: true },
      { from: '2026-11-09', to: '2026-11-16', partial: false },
      { from: '2026-11-16', to: '2026-11-23', partial: true },
    ])
  })

  it('are found by the moment at which they start, in the time zone of the workspace', () => {
    expect(bucketStart('2026-10-24T22:00:00.000Z', 'day', berlin)).toBe('2026-10-25')
    expect(bucketStart('2026-10-25T23:00:00.000Z', 'day', berlin)).toBe('2026-10-26')
    expect(bucketStart('2026-11-08T23:00:00.000Z', 'week', berlin)).toBe('2026-11-09')
  })
})
