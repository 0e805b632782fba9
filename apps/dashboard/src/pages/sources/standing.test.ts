import { expect, it } from 'vitest'
import { standingOf } from './standing.ts'
import type { Esp } from './use-sources.ts'

const esp: Esp = {
  name: 'resend',
  title: 'Resend',
  secretRequired: true,
  secretWords: 'It begins with “whsec_”.',
  guide: { steps: [], events: [], test: '', command: { open: null, proven: null } },
}
const fresh = {
  secrets: 1,
  firstEventAt: null,
  lastEventAt: null,
  lastError: null,
  lastErrorAt: null,
}
const [nine, ten, eleven] = [9, 10, 11].map(
  (hour) => `2026-11-22T${hour < 10 ? 0 : ''}${hour}:00:00Z`,
)

it('without the key that its ESP signs with it can take nothing, whatever else is wrong', () => {
  const refused = { lastError: 'It does not prove', lastErrorAt: ten ?? '' }
  expect(standingOf({ ...fresh, ...refused, secrets: 0 }, esp)).toEqual({ is: 'without-key' })
  expect(standingOf({ ...fresh, secrets: 0 }, { ...esp, secretRequired: false }).is).toBe('waiting')
})

it('a refusal counts until something arrives after it', () => {
  const refused = { lastError: 'The request does not prove that …', lastErrorAt: ten ?? '' }
  expect(standingOf({ ...fresh, ...refused }, esp)).toMatchObject({
    is: 'refused',
    todo: expect.stringContaining('whsec_'),
  })
  expect(standingOf({ ...fresh, ...refused, lastEventAt: nine ?? '' }, esp).is).toBe('refused')
  expect(standingOf({ ...fresh, ...refused, lastEventAt: eleven ?? '' }, esp)).toEqual({
    is: 'reporting',
    at: eleven,
  })
})

it('what arrived in this minute counts, though it is not noted yet', () => {
  const refused = {
    lastError: 'expected an object',
    lastErrorAt: ten ?? '',
    lastEventAt: nine ?? '',
  }
  const newest = { kind: 'delivered', occurredAt: eleven ?? '', receivedAt: eleven ?? '' }
  expect(standingOf({ ...fresh, ...refused, newest }, esp)).toEqual({ is: 'reporting', at: eleven })
})

it.each([
  ['The request was signed too long ago: it may be somebody’s copy.', 'clock'],
  ['expected a JSON object', 'pasted into Resend'],
])('%s', (lastError, todo) => {
  expect(standingOf({ ...fresh, lastError, lastErrorAt: ten ?? '' }, esp)).toMatchObject({
    todo: expect.stringContaining(todo),
  })
})
