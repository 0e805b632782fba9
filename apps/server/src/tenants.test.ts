import type { Endpoint } from '@airgraph/contract/endpoint.ts'
import type { Asked } from '@airgraph/domain/question.ts'
import { keyScopes } from '@airgraph/domain/scope.ts'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, openTestServer, story, type Tenant, type TestServer } from './testing.ts'

/** Whatever is theirs has this in its name. */
const mark = 'topsecret'
const person = `ann@${mark}.example`
const range = { from: '2026-01-01', to: '2027-01-01' } as const

const questions: readonly Asked[] = [
  { type: 'metrics', metrics: ['sent', 'opens', 'conversions', 'revenue'], ...range },
  { type: 'metrics', metrics: ['sent'], by: ['campaign', 'source'], ...range },
  { type: 'metrics', metrics: ['clicks'], by: ['link'], engagement: 'all', ...range },
  { type: 'metrics', metrics: ['sent'], by: ['property:plan'], ...range },
  { type: 'funnel', by: ['campaign'], ...range },
  { type: 'journey', contact: person },
]

let server: TestServer
let theirs: Tenant
let ours: Tenant
let theirKey = ''
let theirJob = ''
let theirContact = ''

beforeAll(async () => {
  server = await openTestServer()
  theirs = await openTenant(server, 'theirs')
  ours = await openTenant(server, 'ours')
  const events = story('m1', person, 'sent', 'delivered', 'opened', 'clicked', 'converted')
  await theirs.post(
    events.map((event) => ({
      ...event,
      campaignId: `${mark}-campaign`,
      externalId: `${mark}-customer`,
      url: `https://${mark}.example/`,
      properties: { plan: `${mark}-plan` },
      ...(event.kind === 'converted' && { amount: 4711 }),
    })),
  )
  const post = (url: string, payload: object) => theirs.call({ method: 'POST', url, payload })
  await post('/v1/sources', { esp: 'brevo', name: `${mark}-source` })
  const key = await post('/v1/keys', { name: `${mark}-key`, scopes: ['ask'] })
  theirKey = (key.body as { keyId: string }).keyId
  const job = await theirs.call({ method: 'POST', url: '/v1/rejudge' })
  theirJob = (job.body as { jobId: string }).jobId
  const journey = await theirs.ask({ type: 'journey', contact: person })
  theirContact = (journey.type === 'journey' && journey.contactId) || ''
})
afterAll(() => server[Symbol.asyncDispose]())

const nameOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>) => `${method} ${path}`

/** Of another product's client, about somebody of theirs. */
const told = (payload: object): InjectOptions => ({
  payload: JSON.stringify(payload),
  headers: { 'content-type': 'application/json' },
})
const captured = { event: 'seen', distinct_id: `${mark}-customer`, properties: { plan: 'ours' } }
const tracked = {
  type: 'track',
  event: 'seen',
  userId: `${mark}-customer`,
  previousId: person,
  traits: { email: person },
  context: { traits: { email: person } },
}

/** How to call each route with what is theirs. A new route without an example fails. */
const examples: Readonly<Record<string, () => readonly InjectOptions[]>> = {
  'POST /batch': () => [
    told({
      batch: [captured, { ...captured, event: '$create_alias', properties: { alias: person } }],
    }),
  ],
  'POST /capture': () => [told(captured)],
  'POST /e': () => [told([captured])],
  'POST /i/v0/e': () => [told(captured)],
  'POST /v1/batch': () => [told({ batch: [tracked, { ...tracked, type: 'identify' }] })],
  'POST /v1/track': () => [told(tracked)],
  'POST /v1/identify': () => [told(tracked)],
  'POST /v1/page': () => [told(tracked)],
  'POST /v1/screen': () => [told(tracked)],
  'POST /v1/group': () => [told({ ...tracked, groupId: 'company' })],
  'POST /v1/alias': () => [told(tracked)],
  'POST /v1/events': () => [
    {
      payload: JSON.stringify(story('m1', person, 'opened')),
      headers: { 'content-type': 'application/json' },
    },
  ],
  'POST /v1/ask': () => [
    ...questions.map((payload) => ({ payload })),
    { payload: { type: 'journey', contact: theirContact } },
    { payload: { type: 'journey', contact: `${mark}-customer` } },
  ],
  'GET /v1/workspace': () => [{}, { query: { workspace: 'theirs', workspaceId: 'theirs' } }],
  'POST /v1/workspaces': () => [{ payload: { workspaceId: 'theirs', name: 'ours now' } }],
  'GET /v1/workspaces': () => [{}],
  'POST /v1/sources': () => [{ payload: { esp: 'brevo', name: 'mine', workspaceId: 'theirs' } }],
  'GET /v1/sources': () => [{}],
  'POST /v1/sources/:name/secrets': () => [
    { url: `/v1/sources/${mark}-source/secrets`, payload: { secret: 'ours-now' } },
  ],
  'POST /v1/keys': () => [{ payload: { name: 'k', scopes: ['ask'], workspaceId: 'theirs' } }],
  'GET /v1/keys': () => [{}],
  'DELETE /v1/keys/:keyId': () => [{ url: `/v1/keys/${theirKey}` }],
  'POST /v1/backups': () => [{ payload: { dir: '/tmp/not-ours' } }],
  'GET /v1/storage': () => [{}],
  'GET /v1/contacts': () => [
    {},
    { query: { search: mark } },
    { query: { search: person } },
    { query: { search: theirContact } },
  ],
  'GET /v1/recipients': () => [
    { query: { campaign: `${mark}-campaign` } },
    { query: { campaign: `${mark}-campaign`, did: 'clicked' } },
  ],
  'GET /v1/reasons': () => [{}, { query: { campaign: `${mark}-campaign` } }],
  'POST /v1/contacts/erase': () => [
    { payload: { contact: person } },
    { payload: { contact: theirContact } },
    { payload: { contact: `${mark}-customer` } },
  ],
  'POST /v1/rejudge': () => [{}],
  'GET /v1/rejudge/:jobId': () => [{ url: `/v1/rejudge/${theirJob}` }],
}

/** What proves itself otherwise, tells nothing of anybody, or (the live stream) has a test of its own. */
const elsewhere = [
  'POST /hooks/:key',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /v1/live',
]

const callsOf = ({ method, path }: Endpoint): readonly InjectOptions[] =>
  (examples[nameOf({ method, path })]?.() ?? []).map((call) => ({ method, url: path, ...call }))

/** Everything of theirs that somebody could change. */
async function belongings() {
  const get = async (url: string) => (await theirs.call({ method: 'GET', url })).body
  const { keys } = (await get('/v1/keys')) as { keys: readonly { readonly keyId: string }[] }
  const answers = await Promise.all(questions.map((question) => theirs.ask(question)))
  return {
    keys: keys.map(({ keyId }) => keyId),
    sources: await get('/v1/sources'),
    answers: answers.map((answer) => ({
      ...answer,
      asOf: '',
      rowsRead: 0,
      milliseconds: 0,
    })),
  }
}

/** An answer without the names that the call itself brought: those may be said back. */
const unsaidBy = (call: InjectOptions, answer: unknown) =>
  [...new Set(JSON.stringify(call).match(/[\w.@-]*topsecret[\w.-]*/g))].reduce(
    (text, name) => text.replaceAll(name, ''),
    JSON.stringify(answer),
  )

describe('every route', () => {
  it('is walked here', () => {
    const walked = [...Object.keys(examples), ...elsewhere].toSorted()
    expect(server.endpoints.map(nameOf).toSorted()).toEqual(walked)
  })

  it('tells a foreign key nothing of theirs and changes nothing of theirs', async () => {
    const before = await belongings()
    for (const endpoint of server.endpoints)
      for (const call of callsOf(endpoint)) {
        const { status, body } = await ours.call({
          ...call,
          headers: { ...call.headers, 'x-airgraph-workspace': 'theirs' },
        })
        expect(unsaidBy(call, body), nameOf(endpoint)).not.toMatch(/topsecret|4711/)
        expect(status, nameOf(endpoint)).toBeLessThan(500)
      }
    expect(await belongings()).toEqual(before)
    expect(before.answers.map((answer) => JSON.stringify(answer)).join()).toContain(mark)
  })

  it('wants a key', async () => {
    for (const endpoint of server.endpoints.filter(({ scope }) => scope !== 'open'))
      for (const key of ['', 'ag_nobody', `ag_${'x'.repeat(43)}`, 'the-operator-but-longer']) {
        const [call] = [...callsOf(endpoint), { method: endpoint.method, url: endpoint.path }]
        const { status } = await ours.call({ ...call }, key)
        expect(status, `${nameOf(endpoint)} with “${key}”`).toBe(401)
      }
  })

  it('wants the scope that it declares, or admin', async () => {
    for (const endpoint of server.endpoints)
      for (const scope of keyScopes) {
        if (endpoint.scope === 'open' || endpoint.scope === scope) continue
        if (scope === 'admin' && endpoint.scope !== 'operator') continue
        const [call] = [...callsOf(endpoint), { method: endpoint.method, url: endpoint.path }]
        const { status } = await ours.call({ ...call }, await ours.keyWith(scope))
        expect(status, `${nameOf(endpoint)} with ${scope}`).toBe(403)
      }
  })
})

it('the live stream tells of one’s own commits only', async () => {
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const key = await ours.keyWith('ask')
  const gone = new AbortController()
  const live = await fetch(`${url}/v1/live`, {
    headers: { authorization: `Bearer ${key}` },
    signal: gone.signal,
  })
  await theirs.post(story('m2', person, 'sent'))
  await ours.post(story('m2', 'bob@example.com', 'bounced'))
  let heard = ''
  for await (const chunk of live.body ?? []) {
    heard += Buffer.from(chunk).toString()
    if (heard.includes('data:')) break
  }
  expect(heard).toContain('"kinds":{"bounced":1}')
})

it('a key that has ended, or was revoked, opens nothing', async () => {
  const ask = { method: 'GET', url: '/v1/workspace' } as const
  const { body } = await ours.call({
    method: 'POST',
    url: '/v1/keys',
    payload: { scopes: ['ask'], expiresAt: new Date(Date.now() - 1).toISOString() },
  })
  expect((await ours.call(ask, (body as { secret: string }).secret)).status).toBe(401)
  const fresh = await ours.call({ method: 'POST', url: '/v1/keys', payload: { scopes: ['ask'] } })
  const { keyId, secret } = fresh.body as { keyId: string; secret: string }
  expect((await ours.call(ask, secret)).status).toBe(200)
  await ours.call({ method: 'DELETE', url: `/v1/keys/${keyId}` })
  expect((await ours.call(ask, secret)).status).toBe(401)
})
