import { expect, it } from 'vitest'
import { changesOf } from './audit-words.ts'

it('only what changed is shown, before and after', () => {
  const brand = { primaryColour: null, font: 'system' }
  expect(
    changesOf({
      before: { timeZone: 'UTC', brand },
      after: { timeZone: 'Europe/Berlin', brand: { ...brand, primaryColour: '#112233' } },
    }),
  ).toEqual([
    { name: 'time zone', before: 'UTC', after: 'Europe/Berlin' },
    { name: 'main colour', before: null, after: '#112233' },
  ])
})
it('what was made has no before, what is gone no after', () => {
  expect(changesOf({ before: null, after: { scopes: ['ask', 'admin'], sample: false } })).toEqual([
    { name: 'scopes', before: null, after: 'ask, admin' },
    { name: 'sample', before: null, after: 'no' },
  ])
  expect(changesOf({ before: { role: 'viewer' }, after: null })).toEqual([
    { name: 'role', before: 'viewer', after: null },
  ])
})
