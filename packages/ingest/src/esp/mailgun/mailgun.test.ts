import { expect, it } from 'vitest'
import { eventsOf, requestOf } from '../testing.ts'
import { mailgun } from './index.ts'

const opened = (timestamp: number) => ({ 'event-data': { event: 'opened', id: 'e1', timestamp } })

it('takes an id to be theirs for a day only', () => {
  const [monday, again, friday] = [1_793_620_800, 1_793_620_800, 1_793_966_400].map(
    (timestamp) => eventsOf(mailgun, opened(timestamp))[0]?.sourceId,
  )
  expect(again).toBe(monday)
  expect(friday).not.toBe(monday)
})

it('refuses webhooks that are neither of the new style nor of the old', () => {
  const error = 'expected a JSON object with event-data, or a form with an event'
  expect(mailgun.read(requestOf('hello=world'))).toEqual({ ok: false, error })
  expect(mailgun.read(requestOf({ event: 'opened' }))).toEqual({
    ok: false,
    error: 'expected an object in event-data',
  })
})

it('does not silence an address for good over what they call soft', () => {
  const failed = (type: string) => ({
    'event-data': {
      event: 'failed',
      severity: 'permanent',
      'delivery-status': { 'bounce-type': type, code: 554, message: '5.7.1 message refused' },
    },
  })
  const classes = ['hard', 'soft'].map((type) => eventsOf(mailgun, failed(type))[0]?.bounce?.class)
  expect(classes).toEqual(['hard', 'soft'])
})

it('keeps the user agent where they do not say whether it is a bot', () => {
  const told = { event: 'opened', 'client-info': { bot: null, 'user-agent': 'Mail/1' } }
  const [event] = eventsOf(mailgun, { 'event-data': told })
  expect([event?.userAgent, event?.flags]).toEqual(['Mail/1', undefined])
})
