import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  numbers,
  openTenant,
  openTestServer,
  story,
  type Tenant,
  type TestServer,
} from './testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server[Symbol.asyncDispose]())

let count = 0
const tenant = (): Promise<Tenant> => openTenant(server, `t${++count}`)

describe('POST /v1/events', () => {
  it('keeps the good, lists the bad by index, and counts what it kept', async () => {
    const t = await tenant()
    const [sent, delivered] = story('m1', 'ann@example.com', 'sent', 'delivered')
    const { status, body } = await t.post([
      sent,
      { kind: 'exploded' },
      delivered,
      7,
      { ...sent, email: 'no address' },
    ])
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        accepted: 2,
        refused: [
          { index: 1, reason: expect.stringContaining('kind') },
          { index: 3, reason: expect.stringContaining('expected object') },
          { index: 4, reason: expect.stringContaining('email: expected one address') },
        ],
      },
    })
    expect(await numbers(t, 'sent', 'delivered')).toEqual({ sent: 1, delivered: 1 })
  })

  it('reads NDJSON, gzipped, with a broken line in it', async () => {
    const t = await tenant()
    const lines = story('m1', 'ann@example.com', 'sent', 'delivered').map((event) =>
      JSON.stringify(event),
    )
    const payload = gzipSync([lines[0], '{"kind": "sent"', '', lines[1]].join('\n'))
    const { status, body } = await t.call({
      method: 'POST',
      url: '/v1/events',
      headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      payload,
    })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { accepted: 2, refused: [{ index: 1, reason: expect.stringContaining('not JSON') }] },
    })
  })

  it('counts the same event once, in one request, in two at once, and later', async () => {
    const t = await tenant()
    const opened = story('m1', 'ann@example.com', 'sent', 'delivered', 'opened')
    await Promise.all([t.post([...opened, ...opened]), t.post(opened)])
    await t.post(opened.map((event) => ({ ...event, occurredAt: '2026-06-02T00:00:00Z' })))
    expect(await numbers(t, 'sent', 'delivered', 'opens', 'unique-opens')).toEqual({
      sent: 1,
      delivered: 1,
      opens: 1,
      'unique-opens': 1,
    })
  })

  it('takes equal events without an id as one, and unequal ones as two', async () => {
    const t = await tenant()
    const bought = {
      kind: 'converted',
      occurredAt: '2026-06-01T10:00:00Z',
      externalId: 'c1',
      amount: 1999,
    }
    await t.post([bought, bought, { ...bought, amount: 500 }])
    expect(await numbers(t, 'conversions', 'revenue')).toEqual({ conversions: 2, revenue: 2499 })
  })

  it('answers a repeated Idempotency-Key as the first time, and refuses it for another body', async () => {
    const t = await tenant()
    const [sent] = story('m1', 'ann@example.com', 'sent')
    const first = await t.post([sent], { 'idempotency-key': 'k1' })
    const again = await t.post([sent], { 'idempotency-key': 'k1' })
    const other = await t.post([sent, sent], { 'idempotency-key': 'k1' })
    expect(again.body).toEqual(first.body)
    expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  it.each([
    ['nothing', '', 422, 'empty'],
    ['no JSON', '[{', 422, 'not JSON'],
    ['no UTF-8', Buffer.from([0xff, 0xfe, 0x00]), 422, 'UTF-8'],
    ['too many', JSON.stringify(Array.from({ length: 10_001 }, () => 1)), 413, 'at most 10000'],
    ['too much', Buffer.alloc(10 * 1024 * 1024 + 1, 32), 413, '10 MB'],
  ])('refuses %s with a sentence', async (_, payload, status, sentence) => {
    const t = await tenant()
    const answer = await t.call({
      method: 'POST',
      url: '/v1/events',
      headers: { 'content-type': 'application/json' },
      payload,
    })
    expect(answer).toMatchObject({
      status,
      body: { status, detail: expect.stringContaining(sentence) },
    })
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  it('refuses what unpacks to too much before it has unpacked it', async () => {
    const t = await tenant()
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
    const answer = await t.call({
      method: 'POST',
      url: '/v1/events',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      payload: bomb,
    })
    expect(answer.status).toBe(413)
  })

  it('stores hostile strings as strings', async () => {
    const t = await tenant()
    const hostile = `'; DROP TABLE events; -- {p1:String} \\ \u0000 \ud800 <script>`
    const { body } = await t.post([
      {
        kind: 'custom',
        name: hostile,
        occurredAt: '2026-06-01T10:00:00Z',
        externalId: hostile,
        campaignId: hostile,
        url: hostile,
        userAgent: hostile,
        ip: hostile,
        properties: { [hostile]: hostile, __proto__x: 'y' },
      },
    ])
    expect(body).toMatchObject({ accepted: 1, refused: [] })
    const journey = await t.ask({ type: 'journey', contact: hostile })
    expect(journey).toMatchObject({
      events: [{ kind: 'custom', campaignId: expect.stringContaining('DROP TABLE') }],
    })
  })
})

describe('who is one', () => {
  it('an address and an external id are one person from the moment one event names both', async () => {
    const t = await tenant()
    await t.post(story('m1', 'ann@example.com', 'sent', 'delivered', 'clicked'))
    await t.post([
      { kind: 'converted', occurredAt: '2026-06-01T10:00:00Z', externalId: 'c-7', amount: 100 },
    ])
    await t.post([
      {
        kind: 'visited',
        occurredAt: '2026-06-01T09:50:00Z',
        email: 'Ann@Example.com',
        externalId: 'c-7',
      },
    ])
    const byAddress = await t.ask({ type: 'journey', contact: 'ann@example.com' })
    const byId = await t.ask({ type: 'journey', contact: 'c-7' })
    const kinds = ['sent', 'delivered', 'clicked', 'visited', 'converted']
    expect(byAddress).toMatchObject({ events: kinds.map((kind) => ({ kind })) })
    expect(byId).toMatchObject({ events: kinds.map((kind) => ({ kind })) })
    expect(
      await numbers(t, 'sent', 'delivered', 'unique-clicks', 'conversions', 'revenue'),
    ).toEqual({
      sent: 1,
      delivered: 1,
      'unique-clicks': 1,
      conversions: 1,
      revenue: 100,
    })
  })

  it('an erased person is nowhere any more, what was done stays counted, and nothing new is taken', async () => {
    const t = await tenant()
    const secret = { url: 'https://shop.example/a?user=erin', properties: { plan: 'erin-only' } }
    await t.post([
      ...story('erin-m1', 'erin@example.com', 'sent', 'delivered', 'clicked').map((event) => ({
        ...event,
        externalId: 'customer-erin',
        userAgent: 'erin-agent',
        ...secret,
      })),
      ...story('m2', 'dan@example.com', 'sent', 'delivered'),
    ])
    const before = await numbers(t, 'sent', 'delivered', 'clicks', 'unique-clicks')
    const id = (await journeyOf(t, 'erin@example.com')).contactId ?? ''
    const erase = () =>
      t.call({ method: 'POST', url: '/v1/contacts/erase', payload: { contact: 'customer-erin' } })
    const erased = await erase()
    expect(erased).toMatchObject({ status: 200, body: { names: 2, events: 3 } })
    expect(erased.body).toMatchObject({
      workspaceId: t.workspaceId,
      remains: [expect.stringContaining('Backups that were made before')],
    })
    expect(await numbers(t, 'sent', 'delivered', 'clicks', 'unique-clicks')).toEqual(before)
    expect((await journeyOf(t, 'erin@example.com')).events).toEqual([])
    for (const table of ['recent_events', 'events', 'facts', 'folding', 'contact_days'] as const) {
      const { rows } = await server.events.query({
        chunks: [
          `SELECT * FROM ${table} WHERE workspace_id = '${t.workspaceId}' SETTINGS final = 0`,
        ],
      })
      expect(JSON.stringify(rows), table).not.toMatch(new RegExp(`erin|${id}`))
    }
    const again = await t.post([
      ...story('m3', 'erin@example.com', 'sent'),
      ...story('m4', 'dan@example.com', 'sent'),
    ])
    expect(again.body).toMatchObject({ accepted: 1, refused: [{ index: 0 }] })
    expect(JSON.stringify(again.body)).toContain('erased')
    expect(await erase()).toMatchObject({ status: 200, body: { names: 0, events: 0 } })
  })
})

const journeyOf = async (t: Tenant, contact: string) => {
  const answer = await t.ask({ type: 'journey', contact })
  if (answer.type !== 'journey') throw new Error('not a journey')
  return answer
}

describe('late evidence', () => {
  const click = (page: string, at: Date) => ({
    kind: 'clicked',
    eventId: `click-${page}`,
    occurredAt: at.toISOString(),
    email: 'bob@work.example',
    messageId: 'm1',
    url: `https://shop.example/${page}`,
  })

  it('turns a verdict, and every number that rests on it', async () => {
    const t = await tenant()
    await t.post(story('m1', 'bob@work.example', 'sent', 'delivered'))
    await t.post([click('a', new Date(Date.UTC(2026, 5, 1, 10)))])
    expect(await numbers(t, 'unique-clicks', 'clicks')).toEqual({ 'unique-clicks': 1, clicks: 1 })
    const swept = ['b', 'c', 'd', 'unsubscribe'].map((page, i) =>
      click(page, new Date(Date.UTC(2026, 5, 1, 10, 0, 0, i * 50))),
    )
    await t.post(swept)
    expect(await numbers(t, 'unique-clicks', 'clicks')).toEqual({ 'unique-clicks': 0, clicks: 0 })
    const answer = await t.ask({ type: 'journey', contact: 'bob@work.example' })
    expect(answer).toMatchObject({
      events: [
        { kind: 'sent' },
        { kind: 'delivered' },
        ...Array.from({ length: 5 }, () => ({
          engagement: { class: 'scanner', reasons: expect.arrayContaining(['burst']) },
        })),
      ],
    })
  })
})
