import { describe, expect, it } from 'vitest'
import { eventsOf, readingOf, requestOf } from '../testing.ts'
import { resend } from './index.ts'

const told = (type: string, data: object = {}) => ({
  type,
  created_at: '2026-11-02T12:00:00.000Z',
  data: { email_id: 'm1', to: ['ann@example.com'], ...data },
})

describe('the id', () => {
  it.each(['svix-id', 'webhook-id'])('is that of the header %s', (name) => {
    const request = requestOf(told('email.sent'), { [name]: 'msg_1' })
    expect(readingOf(resend, request).events[0]?.sourceId).toBe('msg_1')
  })

  it('is made of the event where the headers were lost', () => {
    const [sent, again, other] = [told('email.sent'), told('email.sent'), told('email.opened')].map(
      (body) => eventsOf(resend, body)[0]?.sourceId,
    )
    expect(again).toBe(sent)
    expect(other).not.toBe(sent)
  })
})

describe('tags and metadata', () => {
  const properties = (data: object) => eventsOf(resend, told('email.sent', data))[0]?.properties

  it('are an object, or a list of names and values', () => {
    expect(properties({ tags: { plan: 'gold' } })).toEqual({ plan: 'gold' })
    expect(properties({ tags: [{ name: 'plan', value: 'gold' }] })).toEqual({ plan: 'gold' })
  })

  it('are in headers too, as JSON, where the sender put them there', () => {
    const headers = [
      { name: 'X-Metadata', value: '{"order":7,"plan":"gold"}' },
      { name: 'X-Tags', value: '["welcome","second"]' },
      { name: 'Reply-To', value: 'shop@example.com' },
    ]
    expect(properties({ headers })).toEqual({ order: 7, plan: 'gold', tags: 'welcome,second' })
  })

  it('survive headers that hold something else', () => {
    expect(properties({ headers: { 'X-Tags': 'a' } })).toBeUndefined()
    expect(properties({ headers: [{ name: 'X-Tags', value: 'welcome' }] })).toEqual({
      tags: 'welcome',
    })
    expect(properties({ headers: [{ name: 'X-Tags', value: { a: 1 } }] })).toBeUndefined()
    expect(properties({ headers: [{ name: 'X-Metadata', value: 'no JSON' }] })).toEqual({
      metadata: 'no JSON',
    })
  })
})

it.each([
  [{ type: 'Permanent', subType: 'General', message: 'no' }, 'hard', 'other'],
  [{ type: 'Permanent', subType: 'Suppressed', message: 'no' }, 'hard', 'suppressed'],
  [{ type: 'Transient', subType: 'MailboxFull', message: 'no' }, 'soft', 'mailbox-full'],
  [{ type: 'Transient', subType: 'ContentRejected', message: 'no' }, 'soft', 'spam'],
  [{ type: 'Undetermined', subType: 'Undetermined', message: '' }, 'undetermined', 'other'],
  [{ type: 'Celestial', message: '' }, 'undetermined', 'other'],
  [{ message: 'Their server sent a hard bounce message' }, 'hard', 'other'],
  [{ message: 'Their server sent a general bounce message' }, 'soft', 'other'],
  [{ message: 'Its inbox was full. It may work in the future.' }, 'soft', 'mailbox-full'],
  [undefined, 'hard', 'other'],
])('a bounce of %j is %s: %s', (bounce, severity, reason) => {
  const [event] = eventsOf(resend, told('email.bounced', { bounce }))
  expect(event?.bounce).toMatchObject({ class: severity, reason })
})

it('keeps the link of a click whose time makes no sense', () => {
  const click = { timestamp: 'noon', link: 'https://shop.example.com/' }
  expect(eventsOf(resend, told('email.clicked', { click }))).toMatchObject([
    { url: 'https://shop.example.com/', occurredAt: new Date('2026-11-02T12:00:00Z') },
  ])
})
