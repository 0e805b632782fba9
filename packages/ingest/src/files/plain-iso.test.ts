import { assert, constantFrom, date, integer, property, tuple } from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { readPlainIso } from './plain-iso.ts'

const byLuxon = (text: string) => {
  const at = DateTime.fromISO(text.replace(' ', 'T'), { zone: 'utc' })
  return at.isValid ? at.toMillis() : null
}
const year = { min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }

describe('a moment as programs write it', () => {
  it('is what the calendar says', () => {
    assert(
      property(date(year), constantFrom('T', ' '), (at, between) => {
        const text = at.toISOString().replace('T', between)
        expect(readPlainIso(text)).toBe(at.getTime())
        expect(readPlainIso(text.slice(0, -1))).toBe(at.getTime())
        expect(readPlainIso(text.slice(0, 19))).toBe(Math.floor(at.getTime() / 1_000) * 1_000)
      }),
    )
  })

  it('is never one that there is not', () => {
    const two = (most: number) => integer({ min: 0, max: most }).map((n) => `${n}`.padStart(2, '0'))
    const parts = tuple(integer({ min: 1_000, max: 9_999 }), two(14), two(33), two(25), two(62))
    assert(
      property(parts, ([y, month, day, hour, minute]) => {
        const text = `${y}-${month}-${day}T${hour}:${minute}:00Z`
        const read = readPlainIso(text)
        if (read !== null) expect(read).toBe(byLuxon(text))
        else if (hour !== '24') expect(byLuxon(text)).toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    '2026-03-01',
    '2026-03-01T09:30',
    '2026-03-01T09:30:00+02:00',
    '2026-03-01T09:30:00.5Z',
    '2026-03-01T09:30:60Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01x09:30:00Z',
    '2026-03-01T09.30.00Z',
    '０026-03-01T09:30:00Z',
    '0099-03-01T09:30:00Z',
    '2026-03-01T09:30:00.000ZZ',
  ])('%s is left to who knows more', (text) => {
    expect(readPlainIso(text)).toBeNull()
  })
})
