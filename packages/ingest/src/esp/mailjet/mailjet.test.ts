import { expect, it } from 'vitest'
import { countOf, eventsOf } from '../testing.ts'
import { mailjet } from './index.ts'

it('tells two messages apart whose ids a double would merge', () => {
  const ids = ['19421777835146490', '19421777835146491']
  const sent = ids.map((id) => `{"event":"sent","time":1793620800,"MessageID":${id}}`)
  const body = `[${sent.join(',')}]`
  expect(eventsOf(mailjet, body).map((event) => event.messageId)).toEqual(ids)
  expect(countOf(mailjet, body)).toBe(2)
})

it('tells two opens of one second apart by who made them', () => {
  const open = { event: 'open', time: 1793620800, MessageID: 1, email: 'ann@example.com' }
  const [ann, proxy] = [{ ip: '203.0.113.7' }, { ip: '66.249.84.1' }]
  expect(
    countOf(mailjet, [
      { ...open, ...ann },
      { ...open, ...proxy },
    ]),
  ).toBe(2)
  expect(
    countOf(mailjet, [
      { ...open, ...ann },
      { ...open, ...ann, geo: 'US' },
    ]),
  ).toBe(1)
})

it('takes greylisted mail to be tried again, unless they gave up', () => {
  const kinds = [{}, { hard_bounce: false }, { hard_bounce: true }].map(
    (more) => eventsOf(mailjet, { event: 'bounce', error: 'greylisted', ...more })[0]?.kind,
  )
  expect(kinds).toEqual(['deferred', 'deferred', 'bounced'])
})

it('says what the server said, else their comment, else their words for it', () => {
  const bounce = { event: 'bounce', error_related_to: 'recipient', error: 'user unknown' }
  const more = [{ comment: 'c', smtp_reply: '550 no' }, { comment: 'c' }, { comment: '' }]
  const details = more.map((one) => eventsOf(mailjet, { ...bounce, ...one })[0]?.bounce?.detail)
  expect(details).toEqual(['550 no', 'c', 'recipient: user unknown'])
})
