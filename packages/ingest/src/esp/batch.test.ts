import { expect, it } from 'vitest'
import { brevo } from './brevo/index.ts'
import { mailjet } from './mailjet/index.ts'
import { sendgrid } from './sendgrid/index.ts'
import { ses } from './ses/index.ts'
import { eventsOf, readingOf, requestOf } from './testing.ts'

const good = { event: 'open', email: 'ann@example.com', timestamp: 1_793_620_800 }

it('keeps the rest of a batch, and says which item was refused and why', () => {
  const body = [
    good,
    5,
    { ...good, event: 7 },
    { ...good, timestamp: 'yesterday' },
    { ...good, email: ['ann@example.com'] },
    null,
    { ...good, timestamp: 1e300 },
    good,
  ]
  const { events, refused } = readingOf(sendgrid, requestOf(body))
  expect(events).toHaveLength(2)
  expect(refused).toEqual([
    { index: 1, reason: 'Invalid input: expected object, received number' },
    { index: 2, reason: 'event: expected text' },
    { index: 3, reason: 'timestamp: expected Unix time or ISO 8601' },
    { index: 4, reason: 'email: expected an address' },
    { index: 5, reason: 'Invalid input: expected object, received null' },
    { index: 6, reason: 'timestamp: expected Unix time or ISO 8601' },
  ])
})

it('reads what makes no sense and does not matter as absent', () => {
  const odd = { ...good, useragent: {}, ip: [], category: {}, sg_machine_open: 'maybe', url: null }
  const [event] = eventsOf(sendgrid, [odd])
  expect(event).toMatchObject({ kind: 'opened', recipient: 'ann@example.com' })
  expect([event?.userAgent, event?.ip, event?.url, event?.flags, event?.properties]).toEqual(
    Array(5).fill(undefined),
  )
})

it('keeps an empty user agent: the client sent none', () => {
  expect(eventsOf(sendgrid, [{ ...good, useragent: '' }])[0]?.userAgent).toBe('')
})

it('takes the time of receipt where the ESP gives none', () => {
  const request = requestOf([{ ...good, timestamp: undefined }])
  expect(readingOf(sendgrid, request).events[0]?.occurredAt).toEqual(request.receivedAt)
})

it('refuses a list or an event so long that it would keep everyone else waiting', () => {
  const body = `[${'{},'.repeat(20_000)}{}]`
  expect(sendgrid.read(requestOf(body))).toEqual({
    ok: false,
    error: 'expected at most 20000 events',
  })
  const wide = `{${Array.from({ length: 2_001 }, (_, i) => `"a${i}":1`).join(',')}}`
  expect(sendgrid.read(requestOf(wide))).toMatchObject({ ok: false })
})

it('survives JSON within JSON as deep as the stack', () => {
  const deep = '['.repeat(50_000) + ']'.repeat(50_000)
  const [sent] = eventsOf(mailjet, { event: 'sent', Payload: deep })
  expect(sent?.properties).toEqual({ payload: deep })
  const [asked] = eventsOf(brevo, { event: 'request', 'X-Mailin-custom': deep })
  expect(asked?.properties).toEqual({ custom: deep })
  const message = { Type: 'Notification', MessageId: '1', Message: deep }
  expect(ses.read(requestOf(message))).toEqual({
    ok: false,
    error: 'expected the event as JSON in Message',
  })
})

it('makes no prototype of a custom field', () => {
  const body = `[{"event":"open","__proto__":{"polluted":true},"constructor":"x","a.b":1}]`
  const [event] = eventsOf(sendgrid, body)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(event?.properties?.['a.b']).toBe(1)
})
