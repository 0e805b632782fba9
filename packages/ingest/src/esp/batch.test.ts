import { expect, it } from 'vitest'
import { sendgrid } from './sendgrid/index.ts'
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
  const odd = { ...good, useragent: {}, ip: [], category: 7, sg_machine_open: 'maybe', url: null }
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

it('makes no prototype of a custom field', () => {
  const body = `[{"event":"open","__proto__":{"polluted":true},"constructor":"x","a.b":1}]`
  const [event] = eventsOf(sendgrid, body)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(event?.properties?.['a.b']).toBe(1)
})
