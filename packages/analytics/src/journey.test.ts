import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contactNamed, openEngine, type World, worldIn } from './testing.ts'

let store: EventStore
let world: World
beforeAll(async () => {
  store = await openEngine()
  world = worldIn(store, 'journey')
  await world.tell(`
    2026-11-02 09:01 ann/1 bounced soft:mailbox-full
    2026-11-02 09:00 ann/1 sent in:autumn
    2026-11-03 10:00 ann/1 opened by:prefetch client:Apple
    2026-11-04 11:00 ann converted eur:900 name:order plan=pro seats=3
    2026-11-04 11:00 bob converted eur:900
  `)
})
afterAll(() => store[Symbol.asyncDispose]())

const anns = { contactId: contactNamed('ann') }
const bare = {
  eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  source: 'api',
  messageId: '1',
  campaignId: null,
  url: null,
  client: null,
  name: null,
  bounce: null,
  engagement: null,
  money: null,
  properties: {},
}

it('tells what happened to one contact, oldest first, with the verdicts', async () => {
  const { events, contactId, notes } = await world.ask({ type: 'journey', contact: 'ann' }, anns)
  expect(contactId).toBe(anns.contactId)
  expect(events).toEqual([
    { ...bare, kind: 'sent', occurredAt: '2026-11-02T09:00:00.000Z', campaignId: 'autumn' },
    {
      ...bare,
      kind: 'bounced',
      occurredAt: '2026-11-02T09:01:00.000Z',
      bounce: { class: 'soft', reason: 'mailbox-full', detail: '' },
    },
    {
      ...bare,
      kind: 'opened',
      occurredAt: '2026-11-03T10:00:00.000Z',
      client: 'Apple',
      engagement: {
        class: 'prefetch',
        confidence: expect.closeTo(0.9),
        humanProbability: expect.closeTo(0.1),
        reasons: ['told'],
        classifierVersion: 1,
      },
    },
    {
      ...bare,
      kind: 'converted',
      occurredAt: '2026-11-04T11:00:00.000Z',
      messageId: null,
      name: 'order',
      money: { amount: 900, currency: 'EUR' },
      properties: { plan: 'pro', seats: 3 },
    },
  ])
  expect(notes).toEqual([])
})

it('keeps the newest, and says that there are more', async () => {
  const { events, notes } = await world.ask({ type: 'journey', contact: 'ann', limit: 2 }, anns)
  expect(events.map(({ kind }) => kind)).toEqual(['opened', 'converted'])
  expect(notes).toEqual(['Only the newest 2 events are shown; there are older ones.'])
})

it('keeps to its period, in the workspace’s days', async () => {
  const { events } = await world.ask(
    { type: 'journey', contact: 'ann', from: '2026-11-02', to: '2026-11-04' },
    { ...anns, timeZone: 'Pacific/Auckland' },
  )
  expect(events.map(({ kind }) => kind)).toEqual(['sent', 'bounced', 'opened'])
  await expect(
    world.ask({ type: 'journey', contact: 'ann', from: '2026-11-03', to: '2026-11-03' }, anns),
  ).rejects.toThrow('The period must end after it begins')
})

it('of somebody unknown is empty', async () => {
  const { events, contactId } = await world.ask({ type: 'journey', contact: 'zoe' })
  expect([events, contactId]).toEqual([[], null])
})
