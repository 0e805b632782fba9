import { afterAll, beforeAll, expect, it } from 'vitest'
import { openProvider } from './testing-oidc.ts'
import { claim, openBrowser, type Owner, password, tokenFor, whoIs } from './testing-people.ts'
import { openTestServer, type TestServer } from './testing.ts'

let provider: Awaited<ReturnType<typeof openProvider>>
let server: TestServer
let owner: Owner
beforeAll(async () => {
  provider = await openProvider('airgraph', 'the-secret')
  server = await openTestServer({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'airgraph',
    OIDC_CLIENT_SECRET: 'the-secret',
    OIDC_NAME: 'Acme ID',
  })
  owner = await claim(server)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
})

const somebody = (email: string, verified = true) => ({
  sub: `sub-${email}`,
  email,
  email_verified: verified,
  name: 'Sam',
})

/** As a browser is led: to the provider, and back. */
async function signIn(subject: ReturnType<typeof somebody>) {
  provider.signIn(subject)
  const browser = openBrowser(server)
  const begun = await browser.post('/v1/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/',
  })
  const { url } = begun.body as { url: string }
  const there = await fetch(url, { redirect: 'manual' })
  const back = new URL(there.headers.get('location') ?? '')
  const landed = await browser.call({
    method: 'GET',
    url: `${back.pathname}${back.search}`,
    headers: { 'x-airgraph': '', 'sec-fetch-site': 'cross-site' },
  })
  return { browser, back, landed }
}

it('is offered by its name', async () => {
  expect((await openBrowser(server).get('/v1/me')).body).toMatchObject({
    providers: [{ id: 'oidc', name: 'Acme ID' }],
  })
})

it('signs in who is known by a verified address', async () => {
  const { browser, landed } = await signIn(somebody(owner.email))
  expect(landed.status).toBe(302)
  expect(landed.headers['location']).toBe('/')
  expect(await whoIs(browser)).toBe(owner.email)
})

it.each([
  ['a stranger', somebody('stranger@example.com')],
  ['who only says that an address is theirs', somebody('owner@example.com', false)],
])('does not let in %s', async (_, subject) => {
  const { browser, landed } = await signIn({ ...subject, sub: `${subject.sub}-other` })
  expect(landed.status).toBe(302)
  expect(landed.headers['location']).toMatch(/^\/sign-in\?error=/)
  expect(await whoIs(browser)).toBeNull()
})

it('lets in who is invited, and they accept', async () => {
  const email = 'invited@example.com'
  await owner.browser.post('/v1/invitations', { email, role: 'editor' }, owner.workspaceId)
  const token = await tokenFor(server, email)
  const { browser } = await signIn(somebody(email))
  expect(await whoIs(browser)).toBe(email)
  expect((await browser.get('/v1/workspace', owner.workspaceId)).status).toBe(404)
  expect((await browser.post('/v1/invitations/accept', { token })).status).toBe(200)
  expect((await browser.get('/v1/workspace', owner.workspaceId)).body).toMatchObject({
    role: 'editor',
  })
})

it('who came so has no password: told what to do, they set one, and then another address', async () => {
  const email = 'pat@example.com'
  await owner.browser.post('/v1/invitations', { email, role: 'editor' }, owner.workspaceId)
  await tokenFor(server, email)
  const { browser } = await signIn(somebody(email))
  expect((await browser.get('/v1/me/email')).body).toMatchObject({ email, hasPassword: false })
  const ask = (secret: string) =>
    browser.post('/v1/me/email', { email: 'pat@new.example', password: secret })
  expect(await ask('whatever it is')).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('Ask for a link to set one') },
  })
  await browser.post('/v1/auth/request-password-reset', { email })
  const token = await tokenFor(server, email)
  await browser.post('/v1/auth/reset-password', { token, newPassword: password })
  await browser.signIn(email)
  expect((await ask(password)).status).toBe(202)
  const confirmed = await browser.post('/v1/me/email/confirm', {
    token: await tokenFor(server, 'pat@new.example'),
  })
  expect(confirmed.status).toBe(200)
  const again = await signIn(somebody(email)) // the provider still says the old address
  expect(await whoIs(again.browser)).toBe('pat@new.example')
})

it('comes back once, to who set out', async () => {
  const { back } = await signIn(somebody(owner.email))
  const thief = openBrowser(server)
  await thief.get(`${back.pathname}${back.search}`)
  expect(await whoIs(thief)).toBeNull()
})

it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])(
  'leads nobody to %s afterwards',
  async (callbackURL) => {
    const browser = openBrowser(server)
    const begun = await browser.post('/v1/auth/sign-in/social', { provider: 'oidc', callbackURL })
    expect(begun.status).toBe(422)
  },
)
