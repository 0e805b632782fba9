import { describe, expect, it } from 'vitest'
import { readTimeZone } from './calendar.ts'
import { earlier, readPeriod } from './period.ts'

/** As moments in UTC, to the minute. */
function before(zone: string, from: string, to: string, how: Parameters<typeof earlier>[2]) {
  const timeZone = readTimeZone(zone)
  const found = earlier(readPeriod({ from, to }, timeZone), timeZone, how)
  return [found.from, found.to].map((at) => new Date(at).toISOString().slice(0, 16))
}

describe('the period before', () => {
  it.each([
    [
      'two days',
      'Europe/Berlin',
      '2026-11-03',
      '2026-11-05',
      '2026-10-31T23:00',
      '2026-11-02T23:00',
    ],
    [
      'days of 23 hours',
      'Europe/Berlin',
      '2026-03-29',
      '2026-03-30',
      '2026-03-27T23:00',
      '2026-03-28T23:00',
    ],
    // In São Paulo the clocks went from midnight to one that night.
    [
      'days that begin at one',
      'America/Sao_Paulo',
      '2018-11-04',
      '2018-11-06',
      '2018-11-02T03:00',
      '2018-11-04T03:00',
    ],
    [
      'days before one that begins at one',
      'America/Sao_Paulo',
      '2018-11-05',
      '2018-11-06',
      '2018-11-04T03:00',
      '2018-11-05T02:00',
    ],
    [
      'a month',
      'America/Sao_Paulo',
      '2018-11-01',
      '2018-12-01',
      '2018-10-01T03:00',
      '2018-11-01T03:00',
    ],
    [
      'hours',
      'UTC',
      '2026-11-03T10:00:00Z',
      '2026-11-03T13:30:00Z',
      '2026-11-03T06:30',
      '2026-11-03T10:00',
    ],
  ])('%s in %s', (_, zone, from, to, start, end) => {
    expect(before(zone, from, to, 'previous-period')).toEqual([start, end])
  })

  it('a year before a day that begins at one is a whole day', () => {
    expect(before('America/Sao_Paulo', '2018-11-04', '2018-11-05', 'previous-year')).toEqual([
      '2017-11-04T02:00',
      '2017-11-05T02:00',
    ])
  })
})
