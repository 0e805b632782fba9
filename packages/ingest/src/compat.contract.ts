import { eventKinds } from '@airgraph/domain/event.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixturesOf, noon, readingOf, requestOf, senders } from './compat/testing.ts'
import type { Compat } from './compat.ts'
import type { CompatName } from './compats.ts'
import { normalise } from './normalise.ts'

/** What every client's folder must do. It runs over the list, so a new one is tested the moment it is listed. */
export function compatContract(compat: Compat & { readonly name: CompatName }) {
  const sender = senders[compat.name]
  const read = (items: readonly unknown[], more?: object) =>
    readingOf(compat, requestOf(sender.path, sender.batch(items, more)))
  const one = (name: string, properties?: object, more?: object) =>
    read([sender.item(name, properties, more)]).events[0]

  describe(`${compat.title}: what it tells`, () => {
    it.each(fixturesOf(compat.name))('$name', ({ path, body, expected, ...more }) => {
      const { events, refused } = readingOf(compat, requestOf(path, body, more))
      expect(JSON.parse(JSON.stringify(events))).toEqual(expected)
      expect(refused).toEqual([])
    })

    it.each(fixturesOf(compat.name))('$name: sent again, it is the same', (fixture) => {
      const { path, body, ...more } = fixture
      const ids = [noon, noon].map((receivedAt) =>
        readingOf(compat, { ...requestOf(path, body, more), receivedAt }).events.map(
          ({ sourceId }) => sourceId,
        ),
      )
      expect(ids[0]).toEqual(ids[1])
      expect(new Set(ids[0]).size).toBe(ids[0]?.length)
    })

    it('of mail is in our words, however it is written', () => {
      expect(one('Email Delivered', { email_id: 'm-1', campaign_id: 7 })).toMatchObject({
        kind: 'delivered',
        messageId: 'm-1',
        campaignId: '7',
        externalId: 'c-1',
      })
      expect(one('email_link_clicked', { link_url: 'https://x.example/' })).toMatchObject({
        kind: 'clicked',
        url: 'https://x.example/',
      })
      expect(
        one('emailBounced', { bounce_type: 'Permanent', reason: 'No such user' }),
      ).toMatchObject({ kind: 'bounced', bounce: { class: 'hard', detail: 'No such user' } })
      expect(one('Email Marked as Spam')?.kind).toBe('complained')
      expect(one('Unsubscribed')?.kind).toBe('unsubscribed')
    })

    it('of mail goes to the address that it names, and links it to nobody', () => {
      const sent = one('Email Sent', { email: 'friend@example.com' })
      expect(sent).toMatchObject({ kind: 'sent', recipient: 'friend@example.com' })
      expect(sent?.externalId).toBeUndefined()
      expect(one('invited', { email: 'friend@example.com' })?.recipient).toBeUndefined()
    })

    it.each([
      [{ revenue: 19.99, currency: 'eur' }, 'converted', 1_999, 'EUR'],
      [{ total: '1234', currency: 'JPY' }, 'converted', 1_234, 'JPY'],
      [{ revenue: 1.005, currency: 'KWD' }, 'converted', 1_005, 'KWD'],
      [{ value: 0.1 + 0.2 }, 'converted', 30, 'EUR'],
      [{ revenue: -5 }, 'refunded', 500, 'EUR'],
      [{ revenue: 0 }, 'converted', 0, 'EUR'],
    ])('of an order is money in minor units: %j', (properties, kind, amount, currency) => {
      expect(one('Order Completed', properties)).toMatchObject({
        kind,
        money: { amount, currency },
      })
    })

    it.each([{}, { revenue: 'a lot' }, { revenue: 5, currency: 'doubloons' }, { revenue: 1e300 }])(
      'of an order keeps what it says where that is no money: %j',
      (properties) => {
        const order = one('Order Completed', properties)
        expect(order).toMatchObject({ kind: 'converted', properties })
        expect(order?.money).toBeUndefined()
      },
    )

    it('of anything else keeps its name, and its properties flat', () => {
      const own = { plan: { name: 'pro', seats: 3 }, tags: ['a', 'b'], trial: false, none: null }
      expect(one('Signed Up', own)).toMatchObject({
        kind: 'custom',
        name: 'Signed Up',
        externalId: 'c-1',
        properties: { 'plan.name': 'pro', 'plan.seats': 3, tags: 'a,b', trial: false },
      })
    })
  })

  describe(`${compat.title}: who it was`, () => {
    it('an identify call makes one person of an id, an address and who they were before', () => {
      const [event] = read([sender.identify('c-1', 'anonymous-1', 'ann@example.com')]).events
      expect(event).toMatchObject({
        sourceId: 'identify-1',
        kind: 'custom',
        name: 'identified',
        recipient: 'ann@example.com',
        externalId: 'c-1',
        alias: 'anonymous-1',
        properties: { plan: 'pro' },
      })
      expect(JSON.stringify(event?.properties)).not.toMatch(/Ann|example/)
    })

    it('an id that is an address is the person whom an ESP knows by it', () => {
      const [event] = read([
        sender.identify('ann@example.com', 'anonymous-1', 'ann@example.com'),
      ]).events
      expect(event).toMatchObject({ recipient: 'ann@example.com', alias: 'anonymous-1' })
      expect(event?.externalId).toBeUndefined()
    })

    it.each(['undefined', 'null', '0', 'anonymous', '[object Object]', 'NaN', ' Guest '])(
      '“%s” is nobody, and makes nobody one with anybody',
      (id) => {
        const [alone] = read([sender.identify('c-1', id, '')]).events
        expect(alone?.alias).toBeUndefined()
        const [linked] = read([sender.identify(id, 'anonymous-1', 'ann@example.com')]).events
        expect(linked).toMatchObject({ recipient: 'ann@example.com' })
        expect(linked?.externalId).toBeUndefined()
      },
    )
  })

  describe(`${compat.title}: when it was`, () => {
    it.each([
      ['a clock that is an hour late', '2026-11-02T10:59:58Z', '2026-11-02T11:00:00Z'],
      ['a clock that is years early', '2031-01-01T00:00:00Z', '2031-01-01T00:00:02Z'],
      ['a clock of another zone', '2026-11-02T13:00:00+02:00', '2026-11-02T13:00:02+02:00'],
      ['a clock without a zone', '2026-11-02T09:00:00.5', '2026-11-02 09:00:02.5'],
    ])('%s is put right by when it was sent', (_name, timestamp, at) => {
      const sent = { sentAt: at, sent_at: at }
      const [event] = read([sender.item('signed up', {}, { timestamp })], sent).events
      expect(event?.occurredAt).toEqual(new Date(noon.getTime() - 2_000))
    })

    it('is when we heard of it, where it says nothing', () => {
      expect(one('signed up', {}, { timestamp: undefined })?.occurredAt).toEqual(noon)
    })

    it('is not guessed where it cannot be read', () => {
      const good = sender.item('signed up')
      const bad = sender.item('signed in', {}, { timestamp: 'yesterday' })
      const { events, refused } = read([bad, good])
      expect(events).toHaveLength(1)
      expect(refused).toEqual([{ index: 0, reason: expect.stringContaining('expected a time') }])
    })
  })

  describe(`${compat.title}: what it takes`, () => {
    it('finds the key, and how many events there are', () => {
      const body = sender.batch([sender.item('a'), sender.item('b')])
      const envelope = compat.open(requestOf(sender.path, body))
      expect(envelope).toMatchObject({ ok: true, value: { key: 'ag_test', size: 2 } })
    })

    it('loses nothing of a batch for what is beside it', () => {
      const deep = JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`)
      const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, i]))
      const bad = [null, 7, 'text', [], {}, sender.item('deep', deep), sender.item('wide', wide)]
      const { events, refused, origins } = read([...bad, sender.item('signed up')])
      expect(events.map(({ name }) => name)).toEqual(['signed up'])
      expect(origins).toEqual([bad.length])
      expect(refused.map(({ index }) => index)).toEqual(bad.map((_, i) => i))
    })

    it('says what it expected of a body that it cannot read', () => {
      for (const body of ['', 'null', '5', '"text"', '{', '\u{feff}', '[[[[', '{"batch":5}'])
        expect(compat.open(requestOf(sender.path, body))).toEqual({
          ok: false,
          error: expect.stringMatching(/^expected /),
        })
    })

    it('never throws, whatever the JSON', () => {
      fc.assert(
        fc.property(fc.json(), (body) => {
          expectSound(compat, body)
        }),
      )
    })

    it('never throws, whatever is in an event', () => {
      const fields = Object.keys(sender.item('x', {}, sender.identify('a', 'b', 'c')))
      fc.assert(
        fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
          expectSound(
            compat,
            JSON.stringify(sender.batch([sender.item('x', {}, { [field]: value })])),
          )
        }),
      )
    })
  })
}

const context = { workspaceId: 'w' as WorkspaceId, source: 'test', receivedAt: noon }

function expectSound(compat: Compat, body: string) {
  const envelope = compat.open(requestOf(senders[compat.name as CompatName].path, body))
  if (!envelope.ok) {
    expect(envelope.error).toMatch(/^expected /)
    return
  }
  const { events, refused } = envelope.value.read('EUR', 0, envelope.value.size)
  for (const { reason } of refused) expect(reason).not.toBe('')
  for (const event of events) {
    expect(event.sourceId).not.toBe('')
    expect(eventKinds).toContain(event.kind)
    for (const value of Object.values(event.properties ?? {}))
      expect(typeof value).toMatch(/^(?:string|number|boolean)$/)
    normalise(event, context)
  }
}
