import { expect, it } from 'vitest'
import { pathOf } from './path-of.ts'

it('values cannot break out of their place', () => {
  expect(pathOf('/v1/sources/:name/secrets', { name: '../keys?x=1' })).toBe(
    '/v1/sources/..%2Fkeys%3Fx%3D1/secrets',
  )
  expect(pathOf('/v1/contacts', {}, { search: 'a&b=c', after: undefined, limit: 5 })).toBe(
    '/v1/contacts?search=a%26b%3Dc&limit=5',
  )
})
