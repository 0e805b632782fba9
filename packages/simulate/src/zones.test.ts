import { describe, expect, it } from 'vitest'
import { offsetAt, offsetOf, zones } from './zones.ts'

const names = {
  DE: 'Europe/Berlin',
  GB: 'Europe/London',
  US: 'America/New_York',
  IN: 'Asia/Kolkata',
  JP: 'Asia/Tokyo',
} as const

describe('the clocks', () => {
  it.each(Object.entries(names))('of %s go as %s does, all year', (country, timeZone) => {
    const zone = zones.find((z) => z.country === country)
    if (!zone) throw new Error('no such zone')
    for (let day = 0; day < 730; day += 2) {
      const noon = Date.UTC(2026, 0, 1 + day, 12)
      expect(offsetAt(zone, noon)).toBe(offsetOf(timeZone, noon))
    }
  })
})
