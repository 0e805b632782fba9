import { expect, it } from 'vitest'
import { countOf, eventsOf } from '../testing.ts'
import { brevo } from './index.ts'

const at = 1_793_620_800_123
const told = (event: string, changes: object = {}) => ({
  event,
  email: 'ann@example.com',
  'message-id': '<m1@relay.example>',
  ts_epoch: at,
  ...changes,
})

it('an open told as the first and as one of all is one open', () => {
  expect(countOf(brevo, [told('unique_opened'), told('opened')])).toBe(1)
  expect(countOf(brevo, [told('unique_proxy_open'), told('proxy_open')])).toBe(1)
})

it('opens at two times, by two people, or of a person and a proxy are two', () => {
  expect(countOf(brevo, [told('unique_opened'), told('opened', { ts_epoch: at + 1 })])).toBe(2)
  expect(countOf(brevo, [told('opened'), told('opened', { email: 'ben@example.com' })])).toBe(2)
  expect(countOf(brevo, [told('opened'), told('proxy_open')])).toBe(2)
})

it('two links clicked in one moment are two clicks', () => {
  const clicks = ['https://a.example', 'https://b.example'].map((link) => told('click', { link }))
  expect(countOf(brevo, clicks)).toBe(2)
})

it.each([
  [{ tags: ['a', 'b'] }, 'a,b'],
  [{ tags: '["a","b"]' }, 'a,b'],
  [{ tags: [2026] }, '2026'],
  [{ tags: [], tag: 'a' }, 'a'],
  [{ tag: '["a","b"]' }, 'a,b'],
  [{ tag: ['a', 'b'] }, 'a,b'],
  [{ tag: '[a' }, '[a'],
  [{ tag: '' }, undefined],
  [{ tag: '[""]' }, undefined],
])('finds the tags in %j', (changes, tags) => {
  expect(eventsOf(brevo, told('delivered', changes))[0]?.properties?.['tags']).toBe(tags)
})

it('keeps an event that names nobody', () => {
  const changes = [{ email: [] }, { email: '' }, { email: undefined }]
  const events = changes.map((one) => eventsOf(brevo, told('delivered', one)))
  expect(events.map((of) => of.length)).toEqual([1, 1, 1])
})
