import type { MailEvent, StoredEvent } from '@airgraph/domain/event.ts'
import { sql, str, uint } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventStore } from './event-store.ts'
import { foldRange } from './fold/fold.ts'
import { fromRow } from './rows.ts'
import { anEvent, id } from './testing.ts'

const whole = anEvent({
  eventId: id(1),
  workspaceId: 'whole',
  kind: 'clicked',
  url: 'https://shop.example/?a=1&b=“ü”',
  userAgent: '',
  client: 'Apple Mail',
  device: 'mobile',
  ipNetwork: '192.0.2.0/24',
  country: 'DE',
  bounce: { class: 'hard', reason: 'invalid-address', detail: '550 5.1.1 “no”' },
  flags: ['machine-open'],
  engagement: {
    class: 'scanner',
    confidence: 0.75,
    humanProbability: 0.25,
    reasons: ['every-link', 'bot-agent'],
    classifierVersion: 3,
  },
  money: { amount: -1999, currency: 'EUR' },
  name: "'; DROP TABLE events --",
  properties: { plan: 'pro', seats: 3, trial: false },
  raw: '{"a":"\\u0000"}',
})

/** What every event store does, whatever it is made of. */
export const eventStoreContract = (title: string, open: () => Promise<EventStore>) =>
  describe(`${title} is an event store`, () => {
    let store: EventStore
    beforeAll(async () => {
      store = await open()
    })
    afterAll(() => store[Symbol.asyncDispose]())

    let folded = 0
    let version = 0
    const fold = async () => {
      await store.allCommitted()
      version += 1
      await foldRange(store, { after: folded, upTo: store.seq, version, again: false })
      folded = store.seq
    }
    const eventsOf = async (workspace: string) => {
      await fold()
      const { rows } = await store.query(
        sql`SELECT * FROM events WHERE workspace_id = ${str(workspace)} AND deleted = 0 ORDER BY event_id`,
      )
      return rows.map(fromRow)
    }
    const factsOf = async (workspace: string) => {
      const { rows } = await store.query(
        sql`SELECT toString(at) AS at FROM facts WHERE workspace_id = ${str(workspace)}`,
      )
      return rows
    }

    it('gives back every field of what it was given', async () => {
      await store.append([whole])
      const [stored] = await eventsOf('whole')
      expect(stored).toEqual({ ...whole, seq: expect.any(Number), revision: 0, deleted: false })
    })

    it('gives back nothing where there was nothing', async () => {
      const bare: MailEvent = anEvent({
        workspaceId: 'bare',
        contactId: null,
        messageId: null,
        campaignId: null,
        stream: null,
        mailboxProvider: null,
        recipientDomain: null,
      })
      await store.append([bare])
      expect((await eventsOf('bare'))[0]).toMatchObject(bare)
    })

    it('counts an event that comes twice once, and keeps the first', async () => {
      const once = anEvent({ workspaceId: 'twice', eventId: id(2) })
      const later = { ...once, occurredAt: new Date('2026-12-24T00:00:00Z') }
      await Promise.all([store.append([once]), store.append([once, later])])
      await store.append([later])
      expect((await eventsOf('twice')).map((event) => event.occurredAt)).toEqual([once.occurredAt])
      expect(await factsOf('twice')).toEqual([{ at: '2026-11-01 09:00:00.000' }])
    })

    it('numbers what it commits without a gap', async () => {
      const before = store.seq
      await Promise.all(
        [3, 4, 5].map((n) => store.append([anEvent({ eventId: id(n), workspaceId: 'seq' })])),
      )
      expect((await eventsOf('seq')).map((event) => event.seq)).toEqual(
        [1, 2, 3].map((n) => before + n),
      )
      expect(store.seq).toBe(before + 3)
    })

    it('says whether anything was derived since, and nothing while that is done', async () => {
      await store.append([anEvent({ eventId: id(1), workspaceId: 'edition' })])
      const before = store.edition
      await store.query(sql`SELECT 1`)
      expect(store.edition).toBe(before)
      const seen = new Set<number | null>()
      const look = setInterval(() => seen.add(store.edition), 0)
      await fold()
      clearInterval(look)
      expect(seen).toContain(null)
      expect(store.edition === null).toBe(before === null)
      if (before !== null) expect(store.edition).not.toBe(before)
    })

    it('lets a newer revision take the place of an older one, and a repeat of the old change nothing', async () => {
      const first = anEvent({ workspaceId: 'revised', eventId: id(6), kind: 'opened' })
      await store.append([first])
      const [stored] = await eventsOf('revised')
      const revised = { ...(stored as StoredEvent), revision: 1, name: 'mended' }
      await store.rewrite([revised])
      expect((await eventsOf('revised')).map((event) => [event.revision, event.name])).toEqual([
        [1, 'mended'],
      ])
    })

    it('takes events of any month together', async () => {
      const months = Array.from({ length: 200 }, (_, n) =>
        anEvent({
          workspaceId: 'months',
          eventId: id(1000 + n),
          occurredAt: new Date(Date.UTC(1995, n, 3)),
        }),
      )
      await store.append(months)
      expect(await eventsOf('months')).toHaveLength(200)
    })

    it('says which limit a question ran into', async () => {
      await expect(
        store.query(sql`SELECT sum(cityHash64(number)) AS n FROM numbers(100000000000)`, {
          limits: { seconds: 1 },
        }),
      ).rejects.toMatchObject({
        code: 'too-expensive',
        message: expect.stringContaining('time limit'),
      })
      await expect(
        store.query(sql`SELECT groupArray(number) AS n FROM numbers(100000000)`, {
          limits: { memoryBytes: 10_000_000 },
        }),
      ).rejects.toMatchObject({
        code: 'too-expensive',
        message: expect.stringContaining('memory limit'),
      })
      await expect(
        store.query(sql`SELECT number FROM numbers(1000)`, { limits: { rows: 10 } }),
      ).rejects.toMatchObject({
        code: 'too-expensive',
        message: expect.stringContaining('too many rows'),
      })
    })

    it('answers the next question as if the one before had not failed', async () => {
      const tooMuch = sql`SELECT sum(cityHash64(number)) AS n FROM numbers(100000000000)`
      await store.query(tooMuch, { limits: { seconds: 1, rows: 3 } }).catch(() => {})
      const answers = Array.from({ length: 12 }, () =>
        store.query(sql`SELECT number FROM numbers(5)`),
      )
      for (const { rows } of await Promise.all(answers)) expect(rows).toHaveLength(5)
    })

    // With a parameter, as every question has.
    const endless = sql`SELECT sum(sipHash64(number)) AS n FROM numbers(${uint(100_000_000_000)})`

    it('ends a question that nobody waits for any more', async () => {
      const gone = new AbortController()
      const asked = store.query(endless, { signal: gone.signal })
      setTimeout(() => gone.abort(), 200)
      const started = performance.now()
      await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
      expect(performance.now() - started).toBeLessThan(5_000)
      await expect
        .poll(async () => {
          const { rows } = await store.query(sql`SELECT count() AS n FROM system.processes`)
          return rows
        })
        .toEqual([{ n: 1 }])
      await expect(store.query(sql`SELECT 1`, { signal: gone.signal })).rejects.toMatchObject({
        code: 'cancelled',
      })
    })

    it('lets nothing wait for a slow question: neither a quick one nor what comes in', async () => {
      const gone = new AbortController()
      const slow = store.query(endless, { signal: gone.signal }).catch(() => 'ended')
      await store.append([anEvent({ workspaceId: 'meanwhile', eventId: id(7) })])
      expect(await eventsOf('meanwhile')).toHaveLength(1)
      gone.abort()
      expect(await slow).toBe('ended')
    })
  })
