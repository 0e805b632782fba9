import { expect, it } from 'vitest'
import { inverseOf } from './use-change.ts'

const now = {
  name: 'Acme',
  timeZone: 'UTC',
  brand: { primaryColour: null, accentColour: '#112233', domain: null },
} as never

it('what takes a change back says what was before, and nothing else', () => {
  expect(inverseOf({ name: 'Other' }, now)).toEqual({ name: 'Acme' })
  expect(inverseOf({ brand: { primaryColour: '#ff0000' } }, now)).toEqual({
    brand: { primaryColour: null },
  })
})
it('it never sends a logo along: that is not changed with the other settings', () => {
  expect(inverseOf({ timeZone: 'Asia/Tokyo', brand: { domain: 'a.example' } }, now)).toEqual({
    timeZone: 'UTC',
    brand: { domain: null },
  })
})
