import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bucketStarts, momentOf, readTimeZone } from './calendar.ts'
import { earlier, readPeriod } from './period.ts'
import { openEngine, type World, worldIn } from './testing.ts'

const iso = (moment: number) => new Date(moment).toISOString().replace(':00.000Z', 'Z')
const period = (from: string, to: string, zone: string) =>
  readPeriod({ from, to }, readTimeZone(zone))
const buckets = (
  grain: 'hour' | 'day' | 'week' | 'month',
  from: string,
  to: string,
  zone: string,
) => bucketStarts(readTimeZone(zone), grain, period(from, to, zone), 'monday').map(iso)

describe('a day in Berlin', () => {
  it('has 23 hours when summer begins', () => {
    const hours = buckets('hour', '2026-03-29', '2026-03-30', 'Europe/Berlin')
    expect(hours).toHaveLength(23)
    expect([hours[0], hours.at(-1)]).toEqual(['2026-03-28T23:00Z', '2026-03-29T21:00Z'])
  })
  it('has 25 hours when it ends', () => {
    const hours = buckets('hour', '2026-10-25', '2026-10-26', 'Europe/Berlin')
    expect(hours).toHaveLength(25)
    expect([hours[0], hours.at(-1)]).toEqual(['2026-10-24T22:00Z', '2026-10-25T22:00Z'])
  })
  it('starts at midnight on either side', () => {
    expect(buckets('day', '2026-10-25', '2026-10-27', 'Europe/Berlin')).toEqual([
      '2026-10-24T22:00Z',
      '2026-10-25T23:00Z',
    ])
  })
})

describe('elsewhere', () => {
  it('hours start at the half hour in Kolkata', () => {
    expect(buckets('hour', '2026-11-02T00:45:00Z', '2026-11-02T02:00:00Z', 'Asia/Kolkata')).toEqual(
      ['2026-11-02T00:30Z', '2026-11-02T01:30Z'],
    )
  })
  it('clocks may go back by half an hour', () => {
    expect(
      buckets('hour', '2026-04-04T14:00:00Z', '2026-04-04T17:00:00Z', 'Australia/Lord_Howe'),
    ).toEqual([
      '2026-04-04T14:00Z', // 01:00 until they show 02:00, and 01:30 once more
      '2026-04-04T15:30Z',
      '2026-04-04T16:30Z',
    ])
  })
  it('a day may begin at one o’clock', () => {
    expect(iso(momentOf(readTimeZone('Africa/Cairo'), Date.UTC(2026, 3, 24)))).toBe(
      '2026-04-23T22:00Z',
    )
  })
  it('a week begins when the workspace says, and a month on its first', () => {
    const november = period('2026-11-04', '2026-11-12', 'UTC')
    const zone = readTimeZone('UTC')
    expect(bucketStarts(zone, 'week', november, 'monday').map(iso)).toEqual([
      '2026-11-02T00:00Z',
      '2026-11-09T00:00Z',
    ])
    expect(bucketStarts(zone, 'week', november, 'sunday').map(iso)).toEqual([
      '2026-11-01T00:00Z',
      '2026-11-08T00:00Z',
    ])
    expect(buckets('month', '2026-01-31', '2026-03-02', 'America/New_York')).toEqual([
      '2026-01-01T05:00Z',
      '2026-02-01T05:00Z',
      '2026-03-01T05:00Z',
    ])
  })
})

describe('the period before', () => {
  const before = (
    from: string,
    to: string,
    how: 'previous-period' | 'previous-year' = 'previous-period',
  ) => {
    const zone = readTimeZone('Europe/Berlin')
    const { from: start, to: end } = earlier(period(from, to, 'Europe/Berlin'), zone, how)
    return [iso(start), iso(end)]
  }
  it('of a month is the month', () => {
    expect(before('2026-03-01', '2026-04-01')).toEqual(['2026-01-31T23:00Z', '2026-02-28T23:00Z'])
  })
  it('of days is as many days, though one had 23 hours', () => {
    expect(before('2026-03-30', '2026-04-02')).toEqual(['2026-03-26T23:00Z', '2026-03-29T22:00Z'])
  })
  it('of hours is as many hours', () => {
    expect(before('2026-11-02T10:00:00Z', '2026-11-02T13:30:00Z')).toEqual([
      '2026-11-02T06:30Z',
      '2026-11-02T10:00Z',
    ])
  })
  it('does not reach back to the epoch, which means “never” in the tables', () => {
    expect(before('1970-01-01', '2026-11-02')[0]).toBe('1970-01-01T00:00:00.001Z')
    expect(before('1970-06-01', '2026-11-02', 'previous-year')[0]).toBe('1970-01-01T00:00:00.001Z')
  })
  it('of a year ago has the same dates, and the 28th for a 29th', () => {
    expect(before('2024-02-29', '2024-03-02', 'previous-year')).toEqual([
      '2023-02-27T23:00Z',
      '2023-03-01T23:00Z',
    ])
  })
})

it.each(['Nowhere/City', '+02:00', '', "'; DROP TABLE events --", 'UTC\u0000'])(
  '%j is not a time zone',
  (name) => {
    expect(() => readTimeZone(name)).toThrow('is not a time zone')
  },
)
it('a period must end after it begins', () => {
  expect(() => period('2026-11-02', '2026-11-02', 'UTC')).toThrow(
    'The period must end after it begins',
  )
  expect(() => period('0001-01-01', '2026-11-02', 'UTC')).toThrow('between 1970 and 2200')
})

describe('the engine agrees with the calendar', () => {
  let store: EventStore
  let world: World
  beforeAll(async () => {
    store = await openEngine()
    world = worldIn(store, 'clocks')
    await world.tell(`
      2026-10-24 22:30 ann/1 delivered
      2026-10-25 00:30 ann/2 delivered
      2026-10-25 01:30 ann/3 delivered
      2026-10-25 22:59:59.999 ann/4 delivered
      2026-10-25 23:00 ann/5 delivered
    `)
  })
  afterAll(() => store[Symbol.asyncDispose]())

  it('some ten thousand hours can be asked for at once, over two changes of the clocks', async () => {
    const answer = await world.ask({
      type: 'metrics',
      metrics: ['delivered'],
      grain: 'hour',
      timeZone: 'Europe/Berlin',
      from: '2025-10-15',
      to: '2026-12-01',
    })
    expect(answer.rows).toHaveLength(412 * 24 + 1) // two of the three nights have an hour more, one has one less
    const counted = answer.rows.reduce(
      (sum, { values }) => sum + (values['delivered']?.value ?? 0),
      0,
    )
    const whole = await world.ask({
      type: 'metrics',
      metrics: ['delivered'],
      from: '2025-10-15',
      to: '2026-12-01',
    })
    expect(counted).toBe(whole.rows[0]?.values['delivered']?.value)
    expect(counted).toBeGreaterThan(0)
  })

  it('each of the two hours at two o’clock is counted by itself, and together where the hour is a dimension', async () => {
    const asked = {
      type: 'metrics',
      metrics: ['delivered' as const],
      timeZone: 'Europe/Berlin',
      from: '2026-10-25',
      to: '2026-10-26',
    } as const
    const hourly = await world.ask({ ...asked, metrics: ['delivered'], grain: 'hour' })
    const found = hourly.rows.filter(({ values }) => values['delivered']?.value !== 0)
    expect(hourly.rows).toHaveLength(25)
    expect(found.map(({ at }) => at)).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T22:00:00.000Z',
    ])
    const byHour = await world.ask({ ...asked, metrics: ['delivered'], by: ['hour'] })
    expect(byHour.rows.map(({ by, values }) => [by['hour'], values['delivered']?.value])).toEqual([
      ['02', 2],
      ['00', 1],
      ['23', 1],
    ])
  })

  it('knows every zone that the calendar knows', async () => {
    for (const timeZone of [
      'Asia/Kolkata',
      'asia/calcutta',
      'US/Pacific',
      'EST5EDT',
      'Etc/GMT+12',
      'GMT',
    ]) {
      const { rows } = await world.ask({
        type: 'metrics',
        metrics: ['delivered'],
        timeZone,
        from: '2026-10-20',
        to: '2026-10-30',
        by: ['weekday'],
      })
      expect(rows.length).toBeGreaterThan(0)
    }
  })
})
