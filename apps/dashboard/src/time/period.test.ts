import { describe, expect, it } from 'vitest'
import { grainOf, periodOf, presets, previousOf, todayOf } from './period.ts'

const berlin = { timeZone: 'Europe/Berlin', weekStart: 'monday' } as const

describe('a period', () => {
  it('ends with today, which in Berlin has begun while it is still yesterday in UTC', () => {
    const today = todayOf(new Date('2026-11-21T23:30:00Z'), berlin)
    expect(periodOf('7d', today, berlin)).toEqual({ from: '2026-11-16', to: '2026-11-23' })
  })

  it.each([
    ['7d', { from: '2026-11-16', to: '2026-11-23' }, 'day'],
    ['30d', { from: '2026-10-24', to: '2026-11-23' }, 'day'],
    ['90d', { from: '2026-08-25', to: '2026-11-23' }, 'day'],
    ['6m', { from: '2026-05-18', to: '2026-11-23' }, 'week'],
  ] as const)('of %s has these days and this grain', (preset, period, grain) => {
    expect(periodOf(preset, '2026-11-22', berlin)).toEqual(period)
    expect(grainOf(period)).toBe(grain)
  })

  it('of six months begins with a whole week of the workspace', () => {
    const sundays = { ...berlin, weekStart: 'sunday' as const }
    expect(periodOf('6m', '2026-11-22', sundays).from).toBe('2026-05-17')
  })

  it.each(presets)('of %s is compared with as many days just before it', (preset) => {
    const period = periodOf(preset, '2026-11-22', berlin)
    const previous = previousOf(period)
    expect(previous.to).toBe(period.from)
    expect(previousOf({ from: previous.to, to: period.to })).toEqual(previous)
  })
})
