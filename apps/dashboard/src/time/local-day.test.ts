import { describe, expect, it } from 'vitest'
import { addDays, addMonths, dayOf, daysBetween, startOfWeek } from './local-day.ts'

describe('the day of a moment', () => {
  const moment = new Date('2026-11-21T23:30:00Z')

  it.each([
    ['Europe/Berlin', '2026-11-22'],
    ['UTC', '2026-11-21'],
    ['America/Los_Angeles', '2026-11-21'],
    ['Pacific/Kiritimati', '2026-11-22'],
  ])('is that of the time zone: in %s %s', (timeZone, day) => {
    expect(dayOf(moment, timeZone)).toBe(day)
  })

  it('is right in the hour that a change of clocks repeats', () => {
    expect(dayOf(new Date('2026-10-24T22:00:00Z'), 'Europe/Berlin')).toBe('2026-10-25')
    expect(dayOf(new Date('2026-10-25T22:59:59Z'), 'Europe/Berlin')).toBe('2026-10-25')
    expect(dayOf(new Date('2026-10-25T23:00:00Z'), 'Europe/Berlin')).toBe('2026-10-26')
  })
})

describe('calendar arithmetic', () => {
  it('crosses months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  })

  it('counts days where clocks change as days', () => {
    expect(daysBetween('2026-10-24', '2026-10-27')).toBe(3)
  })

  it('makes the 31st the last day of a shorter month', () => {
    expect(addMonths('2026-08-31', -6)).toBe('2026-02-28')
    expect(addMonths('2026-12-31', 2)).toBe('2027-02-28')
    expect(addMonths('2026-11-22', -6)).toBe('2026-05-22')
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15')
  })

  it.each([
    ['2026-11-22', 'monday', '2026-11-16'],
    ['2026-11-22', 'sunday', '2026-11-22'],
    ['2026-11-23', 'monday', '2026-11-23'],
    ['2026-11-23', 'sunday', '2026-11-22'],
  ] as const)('%s is in the week that begins on %s %s', (day, weekStart, start) => {
    expect(startOfWeek(day, weekStart)).toBe(start)
  })
})
