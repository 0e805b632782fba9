import { describe, expect, it } from 'vitest'
import { formatAge, formatDay, formatLongDay, formatMoment, formatPeriod } from './moments.ts'

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f\u2009]/g, ' ')

describe('days', () => {
  it('of a period are written without the one that is not in it', () => {
    const period = { from: '2026-10-24', to: '2026-11-23' } as const
    expect(plain(formatPeriod(period, 'en-GB'))).toBe('24 Oct – 22 Nov 2026')
    expect(plain(formatPeriod(period, 'en-US'))).toBe('Oct 24 – Nov 22, 2026')
  })

  it('are the same wherever the reader is', () => {
    expect(formatDay('2026-11-22', 'en-GB')).toBe('22 Nov')
    expect(formatLongDay('2026-11-22', 'en-GB')).toBe('Sun, 22 Nov 2026')
  })
})

it('a moment is written in the workspace’s time zone', () => {
  expect(formatMoment('2026-11-22T19:15:03Z', 'Europe/Berlin', 'en-GB')).toBe(
    '22 Nov 2026, 20:15:03',
  )
})

describe('an age', () => {
  const now = Date.parse('2026-11-22T20:00:00Z')
  it.each([
    ['2026-11-22T20:00:00Z', 'now'],
    ['2026-11-22T19:59:57Z', '3 sec. ago'],
    ['2026-11-22T19:59:00Z', '1 min. ago'],
    ['2026-11-22T18:00:01Z', '1 hr. ago'],
    ['2026-11-21T20:00:00Z', 'yesterday'],
    ['2026-11-12T20:00:00Z', '10 days ago'],
  ])('of %s is “%s”', (moment, age) => {
    expect(formatAge(moment, now)).toBe(age)
  })

  it('of what a faster clock stamped is now, not the future', () => {
    expect(formatAge('2026-11-22T20:00:09Z', now)).toBe('now')
  })
})
