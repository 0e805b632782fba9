import type { Endpoint } from '@airgraph/contract/endpoint.ts'
import type { Asked } from '@airgraph/domain/question.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { memberRoles } from '@airgraph/domain/role.ts'
import { keyScopes } from '@airgraph/domain/scope.ts'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, claim, join, password, tokenFor } from './testing-people.ts'
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
let theirArchiveJob = ''
let theirRemoval = ''
let theirContact = ''
let theirPerson = ''
let theirInvitation = ''
let theirView = ''
let theirSession = ''
let theirMail = ''
let theirEmailToken = ''
/** Somebody of theirs, and somebody who owns another workspace and has no business there. */
let boss: Browser
let stranger: Browser

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
  await theirs.call({
    method: 'PUT',
    url: ofTheirCampaign,
    payload: `<p>${mark}</p>`,
    headers: { 'content-type': 'text/html' },
  })
  const post = (url: string, payload: object) => theirs.call({ method: 'POST', url, payload })
  await post('/v1/sources', { esp: 'brevo', name: `${mark}-source` })
  const key = await post('/v1/keys', { name: `${mark}-key`, scopes: ['ask'] })
  theirKey = (key.body as { keyId: string }).keyId
  const job = await theirs.call({ method: 'POST', url: '/v1/rejudge' })
  theirJob = (job.body as { jobId: string }).jobId
  const archive = await post('/v1/archives', { months: ['2026-05'] })
  theirArchiveJob = (archive.body as { jobId: string }).jobId
  const removal = await post('/v1/retention/run', {})
  theirRemoval = (removal.body as { jobId: string }).jobId
  await fillWithPeople()
  const journey = await theirs.ask({ type: 'journey', contact: person })
  theirContact = (journey.type === 'journey' && journey.contactId) || ''
})
afterAll(() => server[Symbol.asyncDispose]())

async function fillWithPeople() {
  const first = await claim(server, `boss@${mark}.example`, `${mark} first`)
  boss = first.browser
  theirPerson = first.personId
  await server.records.members.add(theirs.workspaceId, theirPerson, 'owner')
  await server.records.db
    .updateTable('people')
    .set({ name: `${mark} boss` })
    .where('id', '=', theirPerson)
    .execute()
  const made = async (url: string, payload: object) =>
    (await boss.post(url, payload, 'theirs')).body
  const invited = { email: `guest@${mark}.example`, role: 'editor' }
  theirInvitation = ((await made('/v1/invitations', invited)) as { invitationId: string })
    .invitationId
  const view = { page: 'overview', name: `${mark} view`, search: `c=${mark}` }
  theirView = ((await made('/v1/views', view)) as { viewId: string }).viewId
  await boss.call(
    {
      method: 'PUT',
      url: '/v1/workspace/logo',
      payload: logo,
      headers: { 'content-type': 'image/png' },
    },
    'theirs',
  )
  await boss.patch(
    '/v1/workspace',
    { name: `${mark} Ltd`, brand: { domain: `${mark}.example` } },
    'theirs',
  )
  const { sessions } = (await boss.get('/v1/sessions')).body as {
    sessions: { sessionId: string }[]
  }
  theirSession = sessions[0]?.sessionId ?? ''
  const wanted = `new@${mark}.example`
  await boss.post('/v1/me/email', { email: wanted, password })
  theirEmailToken = await tokenFor(server, wanted)
  theirMail = (await server.records.outbox.list(1))[0]?.mailId ?? ''
  const away = await server.records.workspaces.create({
    workspaceId: 'away' as WorkspaceId,
    name: 'away',
    timeZone: 'UTC',
    currency: 'EUR',
    weekStart: 'monday',
    sample: false,
  })
  if (!away.ok) throw new Error('there is a workspace away')
  await server.records.members.add(away.value.workspaceId, theirPerson, 'owner')
  const place = { browser: boss, workspaceId: 'away' }
  ;({ browser: stranger } = await join(server, place, 'owner', 'stranger@example.com'))
}

/** One pixel. */
const logo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const ofTheirCampaign = `/v1/campaigns/${mark}-campaign/html`

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
  'GET /v1/sources/:name': () => [{ url: `/v1/sources/${mark}-source` }],
  'DELETE /v1/sources/:name': () => [{ url: `/v1/sources/${mark}-source` }],
  'POST /v1/sources/:name/hook': () => [{ url: `/v1/sources/${mark}-source/hook` }],
  'POST /v1/sources/:name/secrets': () => [
    { url: `/v1/sources/${mark}-source/secrets`, payload: { secret: 'ours-now' } },
  ],
  'POST /v1/keys': () => [{ payload: { name: 'k', scopes: ['ask'], workspaceId: 'theirs' } }],
  'GET /v1/keys': () => [{}],
  'DELETE /v1/keys/:keyId': () => [{ url: `/v1/keys/${theirKey}` }],
  'POST /v1/keys/:keyId/secret': () => [{ url: `/v1/keys/${theirKey}/secret` }],
  'PATCH /v1/workspace': () => [{ payload: { name: 'ours now' } }],
  'POST /v1/workspace/restore': () => [{}],
  'POST /v1/workspace/transfer': () => [{ payload: { personId: theirPerson } }],
  'GET /v1/workspace/logo': () => [{}, { query: { workspace: 'theirs' } }],
  'PUT /v1/workspace/logo': () => [{ payload: logo, headers: { 'content-type': 'image/png' } }],
  'DELETE /v1/workspace/logo': () => [{}],
  'GET /v1/me': () => [{}],
  'GET /v1/me/email': () => [{}],
  'POST /v1/me/email': () => [{ payload: { email: `boss@${mark}.example`, password: 'x' } }],
  'DELETE /v1/me/email': () => [{}],
  'POST /v1/me/email/confirm': () => [{ payload: { token: theirEmailToken } }],
  'PATCH /v1/me': () => [{ payload: { name: 'Mine' } }],
  'GET /v1/sessions': () => [{}],
  'DELETE /v1/sessions/:sessionId': () => [{ url: `/v1/sessions/${theirSession}` }],
  'DELETE /v1/sessions': () => [{}],
  'GET /v1/members': () => [{}],
  'PATCH /v1/members/:personId': () => [
    { url: `/v1/members/${theirPerson}`, payload: { role: 'client' } },
  ],
  'DELETE /v1/members/:personId': () => [{ url: `/v1/members/${theirPerson}` }],
  'DELETE /v1/agencies/:workspaceId': () => [{ url: '/v1/agencies/theirs' }],
  'DELETE /v1/clients/:workspaceId': () => [{ url: '/v1/clients/theirs' }],
  'GET /v1/invitations': () => [{}],
  'POST /v1/invitations': () => [{ payload: { email: 'friend@example.com', role: 'owner' } }],
  'POST /v1/invitations/:invitationId/resend': () => [
    { url: `/v1/invitations/${theirInvitation}/resend` },
  ],
  'POST /v1/invitations/:invitationId/link': () => [
    { url: `/v1/invitations/${theirInvitation}/link` },
  ],
  'DELETE /v1/invitations/:invitationId': () => [{ url: `/v1/invitations/${theirInvitation}` }],
  'POST /v1/invitations/read': () => [{ payload: { token: theirInvitation } }],
  'POST /v1/invitations/accept': () => [{ payload: { token: theirInvitation } }],
  'GET /v1/views': () => [{}, { query: { page: 'overview' } }],
  'POST /v1/views': () => [{ payload: { page: 'overview', name: `${mark} view`, search: '' } }],
  'DELETE /v1/views/:viewId': () => [{ url: `/v1/views/${theirView}` }],
  'GET /v1/audit': () => [{}, { query: { personId: theirPerson } }],
  'GET /v1/outbox': () => [{}],
  'GET /v1/outbox/:mailId': () => [{ url: `/v1/outbox/${theirMail}` }],
  'POST /v1/people/reset-password': () => [{ payload: { email: `boss@${mark}.example` } }],
  'POST /v1/setup': () => [
    {
      payload: {
        name: 'Ours',
        email: 'ours@example.com',
        password: 'ours from now on',
        workspace: { name: 'Ours' },
      },
    },
  ],
  'POST /v1/auth/change-password': () => [
    { payload: { currentPassword: 'x', newPassword: 'ours from now on' } },
  ],
  'POST /v1/auth/two-factor/enable': () => [{ payload: { password: 'x' } }],
  'POST /v1/auth/two-factor/disable': () => [{ payload: { password: 'x' } }],
  'POST /v1/auth/two-factor/generate-backup-codes': () => [{ payload: { password: 'x' } }],
  'GET /v1/auth/passkey/generate-register-options': () => [{}],
  'POST /v1/auth/passkey/verify-registration': () => [
    { payload: { response: { id: 'x', type: 'public-key' } } },
  ],
  'GET /v1/auth/passkey/list-user-passkeys': () => [{}],
  'POST /v1/auth/passkey/delete-passkey': () => [{ payload: { id: theirView } }],
  'POST /v1/auth/passkey/update-passkey': () => [{ payload: { id: theirView, name: 'mine' } }],
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
  'GET /v1/campaigns/:campaign/html': () => [{ url: ofTheirCampaign }],
  'PUT /v1/campaigns/:campaign/html': () => [
    {
      url: ofTheirCampaign,
      payload: '<p>ours now</p>',
      headers: { 'content-type': 'text/html' },
    },
  ],
  'GET /v1/campaigns/:campaign/html/shown': () => [
    { url: `${ofTheirCampaign}/shown` },
    { url: `${ofTheirCampaign}/shown`, query: { workspace: 'theirs' } },
  ],
  'DELETE /v1/campaigns/:campaign/html': () => [{ url: ofTheirCampaign }],
  'POST /v1/rejudge': () => [{}],
  'GET /v1/archives': () => [{}, { query: { workspace: 'theirs' } }],
  'POST /v1/archives': () => [{ payload: { months: ['2026-06'] } }],
  'POST /v1/archives/restore': () => [{ payload: { months: ['2026-05'] } }],
  'GET /v1/archives/jobs/:jobId': () => [{ url: `/v1/archives/jobs/${theirArchiveJob}` }],
  'GET /v1/retention': () => [{}],
  'POST /v1/retention': () => [{ payload: { months: 1, totals: 'remove' } }],
  'POST /v1/retention/run': () => [{}],
  'GET /v1/retention/jobs/:jobId': () => [{ url: `/v1/retention/jobs/${theirRemoval}` }],
  'GET /v1/rejudge/:jobId': () => [{ url: `/v1/rejudge/${theirJob}` }],
}

/** What is for people who are signed in, and ends what is tried here: only keys try it. */
const endings: Readonly<Record<string, () => readonly InjectOptions[]>> = {
  'DELETE /v1/workspace': () => [{}],
  'DELETE /v1/sample': () => [{}],
  'POST /v1/members/leave': () => [{}],
}

/** What proves itself otherwise, tells nothing of anybody, or (the live stream, signing in) has tests of its own. */
const elsewhere = [
  'POST /v1/auth/sign-in/email',
  'POST /v1/auth/sign-in/social',
  'GET /v1/auth/callback/:provider',
  'POST /v1/auth/sign-out',
  'POST /v1/auth/request-password-reset',
  'POST /v1/auth/reset-password',
  'POST /v1/auth/two-factor/verify-totp',
  'POST /v1/auth/two-factor/verify-backup-code',
  'GET /v1/auth/passkey/generate-authenticate-options',
  'POST /v1/auth/passkey/verify-authentication',
  'POST /hooks/:key',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /v1/live',
]

const callsOf = ({ method, path }: Endpoint): readonly InjectOptions[] =>
  ({ ...examples, ...endings }[nameOf({ method, path })]?.() ?? []).map((call) => ({
    method,
    url: path,
    ...call,
  }))

/** Everything of theirs that somebody could change. */
async function belongings() {
  const get = async (url: string) => (await theirs.call({ method: 'GET', url })).body
  const { keys } = (await get('/v1/keys')) as { keys: readonly { readonly keyId: string }[] }
  const answers = await Promise.all(questions.map((question) => theirs.ask(question)))
  return {
    keys: keys.map(({ keyId }) => keyId),
    sources: await get('/v1/sources'),
    workspace: await get('/v1/workspace'),
    members: await get('/v1/members'),
    html: await get(`${ofTheirCampaign}/shown`),
    invitations: await get('/v1/invitations'),
    views: (await boss.get('/v1/views', 'theirs')).body,
    me: (await boss.get('/v1/me')).body,
    email: (await boss.get('/v1/me/email')).body,
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

const isKeyScope = (scope: Endpoint['scope']) => (keyScopes as readonly string[]).includes(scope)
const isMemberRole = (role: Endpoint['role']) => (memberRoles as readonly string[]).includes(role)

describe('every route', () => {
  it('is walked here', () => {
    const walked = [...Object.keys({ ...examples, ...endings }), ...elsewhere].toSorted()
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

  it('tells a person of another workspace nothing of theirs and changes nothing of theirs', async () => {
    const before = await belongings()
    const trying = server.endpoints.filter((endpoint) => nameOf(endpoint) in examples)
    for (const endpoint of trying.filter(({ role }) => role !== 'nobody'))
      for (const call of callsOf(endpoint)) {
        const { status, body } = await stranger.call(call, 'theirs')
        expect(unsaidBy(call, body), nameOf(endpoint)).not.toMatch(/topsecret|4711/)
        expect(status, nameOf(endpoint)).toBeLessThan(500)
        if (isMemberRole(endpoint.role)) expect(status, nameOf(endpoint)).toBe(404)
      }
    expect(await belongings()).toEqual(before)
    expect(JSON.stringify(before.members)).toContain(mark)
    expect(JSON.stringify(before.invitations)).toContain(mark)
    expect(JSON.stringify(before.views)).toContain(mark)
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
        if (scope === 'admin' && isKeyScope(endpoint.scope)) continue
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
