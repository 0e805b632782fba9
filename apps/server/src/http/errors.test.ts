import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, openTestServer, story, type Tenant, type TestServer } from '../testing.ts'

let server: TestServer
let tenant: Tenant
let address: string
beforeAll(async () => {
  server = await openTestServer()
  tenant = await openTenant(server, 'acme')
  address = await server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => server[Symbol.asyncDispose]())

const json = { 'content-type': 'application/json' }
const operator = { authorization: 'Bearer the-operator' }

describe('whatever is refused is refused as a problem', () => {
  it.each([
    ['a key that is not there', 'DELETE', '/v1/keys/nope', undefined, 404],
    ['an ESP that we do not read', 'POST', '/v1/sources', '{"esp":"pigeon"}', 422],
    ['a field that there is not', 'POST', '/v1/keys', '{"scopes":["ask"],"expires":"now"}', 422],
    ['a body that is none', 'POST', '/v1/keys', '', 422],
    ['half a JSON', 'POST', '/v1/keys', '{"scopes":', 422],
    ['a webhook that nobody has', 'POST', '/hooks/nope', '{}', 404],
    ['a path that is none', 'GET', '/%zz', undefined, 422],
    ['a path out of the folder', 'GET', '/..%2f..%2fpackage.json', undefined, 404],
    ['a part of a path that is too long', 'DELETE', `/v1/keys/${'x'.repeat(300)}`, undefined, 422],
  ] as const)('%s', async (_, method, url, payload, status) => {
    const answer = await tenant.call({
      method,
      url,
      headers: json,
      ...(payload !== undefined && { payload }),
    })
    expect(answer).toMatchObject({
      status,
      body: { status, detail: expect.stringMatching(/ .+[.?]$/) },
    })
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  it.each([
    ['GET', '/hooks/some-secret', 'POST'],
    ['HEAD', '/hooks/some-secret', 'POST'],
    ['DELETE', '/v1/keys', 'POST, GET, HEAD'],
    ['GET', '/v1/events', 'POST'],
  ] as const)('%s %s is told the methods that there are', async (method, url, allow) => {
    const { status, headers } = await tenant.call({ method, url })
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow })
  })

  it('a content type that is none is named', async () => {
    const headers = { 'content-type': 'garbage' }
    expect(
      await tenant.call({ method: 'POST', url: '/v1/events', payload: '[]', headers }),
    ).toMatchObject({
      status: 422,
      body: { detail: 'Content-Type “garbage”: expected application/json.' },
    })
  })

  it.each([
    ['half a body', 'POST /hooks/nope HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n[', 400],
    ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n', 400],
    ['a huge header', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s', async (_, request, status) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(address).port) })
    socket.end(request)
    const answer = await text(socket)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain('application/problem+json')
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ status, code: 'invalid' })
  })

  it('nobody is told what a body should be before they say who they are', async () => {
    const headers = { authorization: 'Bearer nobody', ...json }
    const answer = await tenant.call({ method: 'POST', url: '/v1/keys', payload: '{', headers })
    expect(answer.status).toBe(401)
  })

  it('a body that is too large is read to its end, so that its sender hears why', async () => {
    const body = '['.padEnd(30 * 1024 * 1024)
    const headers = { authorization: `Bearer ${await tenant.keyWith('admin')}` }
    const answer = await fetch(`${address}/v1/events`, { method: 'POST', body, headers })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('10 MB') })
  })
})

describe('what is harmless is taken', () => {
  it('a body of nothing that is said to be JSON', async () => {
    const { keyId } = (
      await tenant.call({ method: 'POST', url: '/v1/keys', payload: { scopes: ['ask', 'ask'] } })
    ).body as { keyId: string }
    const revoke = { method: 'DELETE', url: `/v1/keys/${keyId}`, headers: json } as const
    expect((await tenant.call(revoke)).status).toBe(200)
  })

  it('a slash at the end of a pasted address', async () => {
    const { body } = await tenant.call({
      method: 'POST',
      url: '/v1/sources',
      payload: { esp: 'brevo' },
    })
    const url = `${(body as { path: string }).path}/`
    expect((await tenant.call({ method: 'POST', url, payload: '[]' })).status).toBe(200)
  })

  it.each(['GZIP', 'x-gzip', ''])('Content-Encoding “%s”', async (encoding) => {
    const plain = JSON.stringify(story('m1', 'ann@example.com', 'sent'))
    const payload = encoding === '' ? plain : gzipSync(plain)
    const headers = { 'content-encoding': encoding }
    expect(
      (await tenant.call({ method: 'POST', url: '/v1/events', payload, headers })).status,
    ).toBe(200)
  })
})

describe('the operator', () => {
  it.each([
    ['POST', '/v1/sources', { esp: 'brevo' }],
    ['GET', '/v1/sources', undefined],
    ['GET', '/v1/keys', undefined],
    ['POST', '/v1/rejudge', undefined],
  ] as const)('of a workspace that is not there hears so: %s %s', async (method, url, payload) => {
    const headers = { ...operator, 'x-airgraph-workspace': 'nope' }
    expect(await tenant.call({ method, url, headers, ...(payload && { payload }) })).toMatchObject({
      status: 404,
      body: { detail: 'There is no workspace “nope”.' },
    })
  })

  it('is not anybody with a token as long', async () => {
    const headers = { authorization: `Bearer ${'é'.repeat('the-operator'.length)}` }
    expect((await tenant.call({ method: 'GET', url: '/v1/keys', headers })).status).toBe(401)
  })
})

describe('Idempotency-Key', () => {
  const send = (events: unknown, key: string, url = '/v1/events') =>
    tenant.call({
      method: 'POST',
      url,
      payload: events as object,
      headers: { 'idempotency-key': key },
    })

  it('at the same time: one is processed, and all hear the same', async () => {
    const [one, two] = [
      story('i1', 'ida@example.com', 'sent'),
      story('i2', 'ida@example.com', 'sent'),
    ]
    const answers = await Promise.all([one, one, two, one].map((events) => send(events, 'at-once')))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 409, 200])
    expect(new Set([0, 1, 3].map((i) => JSON.stringify(answers[i]?.body))).size).toBe(1)
  })

  it('with another source is another request', async () => {
    const events = story('i3', 'ida@example.com', 'sent')
    await send(events, 'sources')
    expect((await send(events, 'sources', '/v1/events?source=shop')).status).toBe(409)
  })

  it.each(['', 'k'.repeat(256)])(
    'is refused where it could be taken for another: “%s”',
    async (key) => {
      expect(await send([], key)).toMatchObject({ status: 422 })
    },
  )
})
