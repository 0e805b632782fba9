import { gzipSync } from 'node:zlib'
import { Analytics } from '@segment/analytics-node'
import type { InjectOptions } from 'fastify'
import { PostHog } from 'posthog-node'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { numbers, openTenant, openTestServer, type Tenant, type TestServer } from './testing.ts'

let server: TestServer
let host = ''
beforeAll(async () => {
  server = await openTestServer()
  host = await server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => server[Symbol.asyncDispose]())

let count = 0
async function tenant() {
  const t = await openTenant(server, `compat-${++count}`)
  return { ...t, key: await t.keyWith('events:write') }
}

/** What a person did, oldest first: by any name that they have. */
async function journeyOf(t: Tenant, contact: string) {
  const answer = await t.ask({ type: 'journey', contact })
  if (answer.type !== 'journey') throw new Error('not a journey')
  return answer.events
    .map(({ kind, name, occurredAt }) => ({ what: name ?? kind, occurredAt }))
    .toSorted((a, b) => a.occurredAt.localeCompare(b.occurredAt))
    .map(({ what }) => what)
}

describe('posthog-node', () => {
  it('captures, identifies and aliases with nothing changed but its host and key', async () => {
    const t = await tenant()
    const failures: unknown[] = []
    const asked: string[] = []
    const client = new PostHog(t.key, {
      host,
      fetchRetryCount: 0,
      fetch: (url, options) => {
        asked.push(new URL(url).pathname)
        return fetch(url, options)
      },
    })
    client.on('error', (error) => failures.push(error))
    const at = (minute: number) => new Date(Date.now() - 3_600_000 + minute * 60_000)
    client.capture({
      distinctId: 'anonymous-1',
      event: '$pageview',
      timestamp: at(1),
      properties: { $current_url: 'https://shop.example/?utm_medium=email' },
    })
    client.capture({
      distinctId: 'c-1',
      event: '$identify',
      timestamp: at(2),
      properties: { $anon_distinct_id: 'anonymous-1', $set: { email: 'ann@example.com' } },
    })
    client.identify({ distinctId: 'c-1', properties: { plan: 'pro' } })
    client.alias({ distinctId: 'c-1', alias: 'legacy-77' })
    client.groupIdentify({ groupType: 'company', groupKey: 'acme', properties: { seats: 20 } })
    client.capture({
      distinctId: 'legacy-77',
      event: 'Order Completed',
      timestamp: at(3),
      properties: { revenue: 19.99, currency: 'EUR' },
    })
    client.capture({
      distinctId: 'ann@example.com',
      event: 'Email Opened',
      timestamp: at(4),
      properties: { email_id: 'm-1' },
    })
    await client.shutdown()
    expect(failures).toEqual([])
    expect(new Set(asked)).toEqual(new Set(['/batch/']))
    const story = ['visited', 'identified', 'converted', 'opened', 'identified', 'aliased']
    for (const name of ['anonymous-1', 'c-1', 'legacy-77', 'ann@example.com'])
      expect(await journeyOf(t, name)).toEqual(story)
    expect(await numbers(t, 'conversions', 'revenue')).toMatchObject({ conversions: 1 })
  })

  it('sends again what was not acknowledged, and it counts once', async () => {
    const t = await tenant()
    let isLost = false
    const client = new PostHog(t.key, {
      host,
      fetchRetryCount: 2,
      fetchRetryDelay: 10,
      fetch: async (url, options) => {
        const answer = await fetch(url, options)
        if (isLost) return answer
        isLost = true
        throw new Error('the answer was lost')
      },
    })
    client.capture({ distinctId: 'c-1', event: 'Order Completed', properties: { revenue: 1 } })
    await client.shutdown()
    expect(isLost).toBe(true)
    expect(await numbers(t, 'conversions')).toEqual({ conversions: 1 })
  })

  it('is told that its key is none, and does not try again', async () => {
    const failures: { readonly status?: number }[] = []
    let tries = 0
    const client = new PostHog('phc_of_somebody_else', {
      host,
      fetchRetryDelay: 10,
      fetch: (url, options) => {
        tries++
        return fetch(url, options)
      },
    })
    client.on('error', (error) => failures.push(error as { readonly status?: number }))
    using complaints = vi.spyOn(console, 'error').mockImplementation(() => {}) // the client complains there
    client.capture({ distinctId: 'c-1', event: 'signed up' })
    await client.shutdown().catch(() => {})
    expect(complaints).toHaveBeenCalled()
    expect(tries).toBe(1)
    expect(failures[0]?.status).toBe(401)
  })

  it('halves a batch that is too large, and all of it arrives', async () => {
    const t = await tenant()
    const client = new PostHog(t.key, {
      host,
      flushAt: 100,
      maxBatchSize: 100,
      maxQueueSize: 1_000,
    })
    const essay = 'x'.repeat(900_000)
    for (let i = 0; i < 24; i++)
      client.capture({ distinctId: `c-${i}`, event: 'Order Completed', properties: { essay } })
    await client.shutdown()
    expect(await numbers(t, 'conversions')).toEqual({ conversions: 24 })
  })
})

describe('@segment/analytics-node', () => {
  const open = (writeKey: string) => new Analytics({ writeKey, host, maxRetries: 2 })

  it('tracks, identifies and pages with nothing changed but its host and key', async () => {
    const t = await tenant()
    const client = open(t.key)
    const failures: unknown[] = []
    client.on('error', (error) => failures.push(error))
    const at = (minute: number) => new Date(Date.now() - 3_600_000 + minute * 60_000)
    client.page({
      anonymousId: 'anonymous-1',
      timestamp: at(1),
      properties: { url: 'https://shop.example/' },
    })
    client.identify({
      userId: 'c-1',
      anonymousId: 'anonymous-1',
      timestamp: at(2),
      traits: { email: 'ann@example.com', plan: 'pro' },
    })
    client.track({
      userId: 'c-1',
      timestamp: at(3),
      event: 'Order Completed',
      properties: { revenue: 1_999, currency: 'JPY' },
    })
    client.track({
      userId: 'c-1',
      timestamp: at(4),
      event: 'Email Delivered',
      context: { traits: { email: 'ann@example.com' } },
      properties: { email_id: 'm-1', campaign_id: 'autumn' },
    })
    client.group({ userId: 'c-1', timestamp: at(5), groupId: 'acme', traits: { seats: 20 } })
    client.screen({ userId: 'c-1', timestamp: at(6), name: 'Basket' })
    client.alias({ userId: 'c-2', previousId: 'c-1', timestamp: at(7) })
    await client.closeAndFlush()
    expect(failures).toEqual([])
    const did = ['visited', 'identified', 'converted', 'delivered', 'grouped', 'screen viewed']
    for (const name of ['anonymous-1', 'c-1', 'c-2', 'ann@example.com'])
      expect(await journeyOf(t, name)).toEqual([...did, 'aliased'])
    expect(await numbers(t, 'delivered', 'conversions')).toEqual({ delivered: 1, conversions: 1 })
  })

  it('is told that its key is none, and does not try again', async () => {
    const client = open('of-somebody-else')
    const failures: unknown[] = []
    let tries = 0
    client.on('error', (error) => failures.push(error))
    client.on('http_request', () => tries++)
    client.track({ userId: 'c-1', event: 'signed up' })
    await client.closeAndFlush()
    expect(tries).toBe(1)
    expect(JSON.stringify(failures, ['code', 'reason', 'message'])).toContain('delivery_failure')
  })
})

const json = { 'content-type': 'application/json' }
const seen = { event: 'seen', distinct_id: 'c-1' }

async function post(url: string, payload: unknown, headers: Record<string, string> = json) {
  const options: InjectOptions = {
    method: 'POST',
    url,
    headers,
    payload:
      typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  }
  const response = await server.app.inject(options)
  return { status: response.statusCode, body: JSON.parse(response.body) as Record<string, unknown> }
}

describe('what other clients of PostHog send', () => {
  it.each(['/capture', '/capture/', '/e/', '/e', '/batch', '/batch/', '/i/v0/e/', '/i/v0/e'])(
    'is taken at %s',
    async (url) => {
      const { key } = await tenant()
      expect(await post(url, { ...seen, api_key: key })).toEqual({
        status: 200,
        body: { status: url.startsWith('/i') ? 'Ok' : 1, accepted: 1, refused: [] },
      })
    },
  )

  it('may be zipped without a header, and in a form', async () => {
    const { key } = await tenant()
    const event = JSON.stringify({ ...seen, api_key: key })
    const zipped = await post('/e/?compression=gzip-js&ver=1', gzipSync(event), {
      'content-type': 'text/plain',
    })
    expect(zipped).toMatchObject({ status: 200, body: { accepted: 1 } })
    const data = encodeURIComponent(Buffer.from(event).toString('base64'))
    const form = await post('/e/', `data=${data}`, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(form).toMatchObject({ status: 200, body: { accepted: 1 } })
  })

  it('is refused in a sentence where it is no use', async () => {
    const { key } = await tenant()
    expect(await post('/capture', '{')).toMatchObject({
      status: 400,
      body: {
        status: 400,
        detail: 'The body cannot be read: expected JSON, and the body is none.',
      },
    })
    expect(await post('/capture', { event: 'seen', api_key: key })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('Event 0: distinct_id: expected a distinct_id') },
    })
    const bomb = gzipSync(Buffer.alloc(11 * 1024 * 1024))
    expect(await post('/capture?compression=gzip', bomb)).toMatchObject({ status: 413 })
    const many = { api_key: key, batch: Array.from({ length: 10_001 }, () => seen) }
    expect(await post('/batch', many)).toMatchObject({ status: 413 })
  })

  it('keeps the good of a batch, and lists the bad', async () => {
    const { key } = await tenant()
    const batch = [seen, { event: 'seen' }, { ...seen, distinct_id: 'undefined' }, 7]
    expect(await post('/batch', { api_key: key, batch })).toMatchObject({
      status: 200,
      body: { accepted: 1, refused: [{ index: 1 }, { index: 2 }, { index: 3 }] },
    })
  })
})

describe('a key in a body', () => {
  it('is one like any other: unknown, revoked, ended, or for something else', async () => {
    const t = await tenant()
    const say = (api_key: unknown) => post('/batch', { api_key, batch: [seen] })
    for (const key of [undefined, '', 7, 'ag_nobody', 'the-operator', `ag_' OR 1=1 --`])
      expect(await say(key), String(key)).toMatchObject({ status: 401, body: { status: 401 } })
    expect(await say(await t.keyWith('ask'))).toMatchObject({ status: 403 })
    expect(await say(await t.keyWith('admin'))).toMatchObject({ status: 200 })
  })

  it('decides whose events they are, whatever else the request names', async () => {
    const [ours, theirs] = [await tenant(), await tenant()]
    const order = { ...seen, event: 'Order Completed', properties: { token: theirs.key } }
    await post(
      '/batch',
      { api_key: ours.key, workspaceId: theirs.workspaceId, batch: [order] },
      { ...json, 'x-airgraph-workspace': theirs.workspaceId },
    )
    expect(await numbers(ours, 'conversions')).toEqual({ conversions: 1 })
    expect(await numbers(theirs, 'conversions')).toEqual({ conversions: 0 })
  })

  it('is not looked at where a header has one', async () => {
    const [ours, theirs] = [await tenant(), await tenant()]
    const body = { writeKey: theirs.key, userId: 'c-1', event: 'Order Completed' }
    const basic = (key: string) => ({
      ...json,
      authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    })
    expect(await post('/v1/track', body, basic(ours.key))).toEqual({
      status: 200,
      body: { success: true, accepted: 1, refused: [] },
    })
    expect(await post('/v1/track', body, basic('ag_nobody'))).toMatchObject({ status: 401 })
    expect(await post('/v1/track', body, { ...json, authorization: 'Basic' })).toMatchObject({
      status: 401,
    })
    expect(await numbers(ours, 'conversions')).toEqual({ conversions: 1 })
    expect(await numbers(theirs, 'conversions')).toEqual({ conversions: 0 })
  })

  it('opens nothing elsewhere as Basic authentication', async () => {
    const { key } = await tenant()
    const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
    expect(await post('/v1/events', [], { ...json, authorization })).toMatchObject({ status: 401 })
  })
})
