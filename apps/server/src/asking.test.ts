import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, openTestServer, story, type Tenant, type TestServer } from './testing.ts'

let server: TestServer
let t: Tenant
beforeAll(async () => {
  server = await openTestServer()
  t = await openTenant(server, 'acme')
  await t.post(story('m1', 'ann@example.com', 'sent', 'delivered', 'opened', 'clicked'))
})
afterAll(() => server[Symbol.asyncDispose]())

const year = { from: '2026-01-01', to: '2027-01-01' }

describe('POST /v1/ask', () => {
  it('says the number, its definition, as of when, and what it cost', async () => {
    const answer = await t.ask({ type: 'metrics', metrics: ['click-rate'], ...year })
    expect(answer).toMatchObject({
      type: 'metrics',
      columns: [
        { metric: 'click-rate', unit: 'ratio', definition: expect.stringMatching(/deliver/i) },
      ],
      rows: [{ values: { 'click-rate': { value: 1, numerator: 1, denominator: 1 } } }],
      asOf: expect.stringMatching(/^20\d\d-/),
      rowsRead: expect.any(Number),
      milliseconds: expect.any(Number),
    })
  })

  it('knows nothing out of nothing as null', async () => {
    const answer = await t.ask({
      type: 'metrics',
      metrics: ['click-rate'],
      from: '2020-01-01',
      to: '2020-02-01',
    })
    expect(answer).toMatchObject({ rows: [{ values: { 'click-rate': { value: null } } }] })
  })

  it('tells a funnel and a journey', async () => {
    const funnel = await t.ask({ type: 'funnel', ...year })
    expect(funnel).toMatchObject({
      groups: [{ steps: [{ count: 1 }, { count: 1 }, { count: 1 }, { count: 1 }, { count: 0 }] }],
    })
    const journey = await t.ask({ type: 'journey', contact: 'ann@example.com' })
    expect(journey).toMatchObject({
      events: [
        { kind: 'sent', engagement: null },
        { kind: 'delivered' },
        { kind: 'opened', engagement: { class: 'human', reasons: expect.any(Array) } },
        { kind: 'clicked' },
      ],
    })
    expect(await t.ask({ type: 'journey', contact: 'nobody@example.com' })).toMatchObject({
      contactId: null,
      events: [],
    })
  })

  it.each([
    ['no type', {}, 'type'],
    ['a metric that is not', { type: 'metrics', metrics: ['luck'], ...year }, 'metrics'],
    [
      'an end before its beginning',
      { type: 'metrics', metrics: ['sent'], from: '2026-02-01', to: '2026-01-01' },
      'from',
    ],
    [
      'a zone that is not',
      { type: 'metrics', metrics: ['sent'], ...year, timeZone: "UTC'; --" },
      'zone',
    ],
    ['a field nobody knows', { type: 'metrics', metrics: ['sent'], ...year, limits: 3 }, 'limits'],
  ])('refuses %s, and names the field', async (_, payload, word) => {
    const { status, body } = await t.call({ method: 'POST', url: '/v1/ask', payload })
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'invalid' } })
    expect(JSON.stringify(body).toLowerCase()).toContain(word)
  })
})

describe('what describes itself', () => {
  it('as OpenAPI 3.1, with every route', async () => {
    const { body } = await t.call({ method: 'GET', url: '/openapi.json' })
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: { '/v1/ask': { post: {} }, '/v1/events': { post: {} }, '/hooks/{key}': { post: {} } },
    })
  })

  it('as a page to read, whose script comes from here', async () => {
    const { status, body } = await t.call({ method: 'GET', url: '/docs/' })
    expect(status).toBe(200)
    expect(String(body)).not.toMatch(/src="https?:/)
  })

  it('as counts for Prometheus, without anybody’s name', async () => {
    const { status, body } = await t.call({ method: 'GET', url: '/metrics' })
    expect(status).toBe(200)
    expect(String(body)).toMatch(/airgraph_events_accepted_total\{esp="api"\} \d/)
    expect(String(body)).not.toContain('acme')
  })

  it('as alive and ready', async () => {
    expect(await t.call({ method: 'GET', url: '/healthz' })).toMatchObject({ status: 200 })
    expect(await t.call({ method: 'GET', url: '/readyz' })).toMatchObject({ status: 200 })
  })
})
