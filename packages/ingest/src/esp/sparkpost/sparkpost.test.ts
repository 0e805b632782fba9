import { expect, it } from 'vitest'
import { countOf, eventsOf, readingOf, requestOf } from '../testing.ts'
import { sparkpost } from './index.ts'

const minute = 1_793_620_800

const open = (type: string, timestamp: number, event_id: string, ip_address = '203.0.113.7') => ({
  msys: {
    track_event: {
      type,
      event_id,
      timestamp: String(timestamp),
      ip_address,
      user_agent: 'Mail/1',
      transmission_id: 't1',
      message_id: 'm1',
      rcpt_to: 'ann@example.com',
    },
  },
})

it('the pixels at the top and at the bottom of one reading are one open', () => {
  const both = [open('initial_open', minute, '1'), open('open', minute + 2, '2')]
  expect(eventsOf(sparkpost, both).map((event) => event.kind)).toEqual(['opened', 'opened'])
  expect(countOf(sparkpost, both)).toBe(1)
})

it('readings minutes apart, and by two clients, are two', () => {
  const apart = [open('open', minute, '1'), open('open', minute + 90, '2')]
  expect(countOf(sparkpost, apart)).toBe(2)
  const clients = [open('open', minute, '1'), open('open', minute, '2', '198.51.100.1')]
  expect(countOf(sparkpost, clients)).toBe(2)
})

it('names the place of what it refuses within their wrappings', () => {
  const body = [{ msys: { track_event: {} } }, { msys: 5 }, { msys: {} }]
  expect(readingOf(sparkpost, requestOf(body))).toEqual({
    events: [],
    origins: [],
    refused: [
      { index: 0, reason: 'msys.track_event.type: expected text' },
      { index: 1, reason: 'msys: Invalid input: expected record, received number' },
    ],
  })
})

it('keeps mail that came in, which has no type, by its class', () => {
  const relayed = { msys: { relay_message: { rcpt_to: 'shop@example.com', content: {} } } }
  expect(eventsOf(sparkpost, [relayed])).toMatchObject([
    { kind: 'unknown', name: 'relay_message', raw: JSON.stringify(relayed) },
  ])
})
