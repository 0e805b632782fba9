import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Browser,
  claim,
  join,
  openBrowser,
  type Owner,
  password,
  tokenFor,
  whoIs,
} from './testing-people.ts'
import { codeFor, createAuthenticator } from './testing-second-factors.ts'
import { openTestServer, type TestServer } from './testing.ts'

let server: TestServer
let owner: Owner
beforeAll(async () => {
  server = await openTestServer()
  owner = await claim(server)
})
afterAll(() => server[Symbol.asyncDispose]())

/** Each from a network of its own: what one tried too often is not another's. */
let network = 0
const elsewhere = () => openBrowser(server, `198.51.${++network}.7`)

describe('a session', () => {
  it('begins with the right password, in a cookie that no script and no other site can use', async () => {
    const browser = elsewhere()
    const { status, setCookies } = await browser.signIn(owner.email)
    expect(status).toBe(200)
    expect(setCookies.find((line) => line.startsWith('airgraph.session_token='))).toMatch(
      /HttpOnly.*SameSite=Lax/i,
    )
    expect(await whoIs(browser)).toBe(owner.email)
  })

  it('ends with signing out, and its cookie is worth nothing then', async () => {
    const browser = elsewhere()
    await browser.signIn(owner.email)
    const kept = new Map(browser.cookies)
    await browser.post('/v1/auth/sign-out')
    expect(await whoIs(browser)).toBeNull()
    for (const [name, value] of kept) browser.cookies.set(name, value)
    expect(await whoIs(browser)).toBeNull()
    expect((await browser.get('/v1/workspace', owner.workspaceId)).status).toBe(401)
  })

  it('is listed with where it began, and can be ended from elsewhere', async () => {
    const [here, there] = [elsewhere(), elsewhere()]
    await here.signIn(owner.email)
    await there.signIn(owner.email)
    const { sessions } = (await here.get('/v1/sessions')).body as {
      sessions: { sessionId: string; current: boolean; network: string }[]
    }
    expect(JSON.stringify(sessions)).not.toContain('token')
    expect(sessions.filter(({ current }) => current)).toMatchObject([
      { network: `198.51.${network - 1}.0/24` },
    ])
    const theirs = sessions.find(({ network: from }) => from === `198.51.${network}.0/24`)
    expect((await here.delete(`/v1/sessions/${theirs?.sessionId}`)).status).toBe(200)
    expect(await whoIs(there)).toBeNull()
    await there.signIn(owner.email)
    expect((await there.delete('/v1/sessions')).body).toMatchObject({ ended: expect.any(Number) })
    expect(await whoIs(here)).toBeNull()
    expect(await whoIs(there)).toBe(owner.email)
  })

  it('of somebody else cannot be ended', async () => {
    const { browser } = await join(server, await fresh(), 'viewer', 'vic@example.com')
    const { sessions } = (await browser.get('/v1/sessions')).body as {
      sessions: { sessionId: string }[]
    }
    const mine = elsewhere()
    await mine.signIn(owner.email)
    expect((await mine.delete(`/v1/sessions/${sessions[0]?.sessionId}`)).status).toBe(404)
    expect(await whoIs(browser)).toBe('vic@example.com')
  })

  it.each([
    'airgraph.session_token=',
    'airgraph.session_token=abc.def',
    'airgraph.session_token=%00',
  ])('is not made of %j', async (cookie) => {
    const { app } = server
    const response = await app.inject({
      url: '/v1/workspace',
      headers: { cookie, 'x-airgraph': 'page', 'x-airgraph-workspace': owner.workspaceId },
    })
    expect(response.statusCode).toBe(401)
  })
})

/** The owner, signed in anew. */
async function fresh(): Promise<Owner> {
  const browser = elsewhere()
  await browser.signIn(owner.email)
  return { ...owner, browser }
}

describe('nobody finds out who has an account', () => {
  it('a wrong password and an unknown address are answered alike, and as late', async () => {
    const timed = async (email: string) => {
      const started = performance.now()
      const { status, body } = await elsewhere().signIn(email, 'not the password')
      return { status, body, took: performance.now() - started }
    }
    const rounds = [1, 2, 3]
    const known = []
    const unknown = []
    for (const n of rounds) {
      known.push(await timed(owner.email))
      unknown.push(await timed(`nobody-${n}@example.com`))
    }
    expect(known.map(({ status, body }) => ({ status, body }))).toEqual(
      unknown.map(({ status, body }) => ({ status, body })),
    )
    expect(known[0]?.status).toBe(401)
    const fastest = (all: { took: number }[]) => Math.min(...all.map(({ took }) => took))
    // Both hash with scrypt, which is most of it.
    expect(fastest(unknown)).toBeGreaterThan(fastest(known) / 3)
    expect(fastest(known)).toBeGreaterThan(fastest(unknown) / 3)
  })

  it('asking for a new password is answered alike, and mails only those who are there', async () => {
    const ask = (email: string) => elsewhere().post('/v1/auth/request-password-reset', { email })
    const before = (await server.records.outbox.list(200)).length
    const [known, unknown] = await Promise.all([ask(owner.email), ask('nobody@example.com')])
    expect(known.body).toEqual(unknown.body)
    expect(known.status).toBe(200)
    const mails = await server.records.outbox.list(200)
    expect(mails.length - before).toBe(1)
    expect(mails[0]).toMatchObject({ to: owner.email, kind: 'password-reset' })
  })
})

describe('guessing', () => {
  it('is stopped after ten tries from one network, for addresses that are known and not', async () => {
    for (const email of [owner.email, 'nobody@example.org']) {
      const browser = elsewhere()
      const tries = []
      for (let n = 0; n < 12; n++) tries.push((await browser.signIn(email, `guess ${n}`)).status)
      expect(tries).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
      const { status, headers, body } = await browser.signIn(email)
      expect(status).toBe(429)
      expect(Number(headers['retry-after'])).toBeGreaterThan(60)
      expect((body as { detail: string }).detail).toMatch(
        /^This was tried too often. Try again in 1\d minutes\.$/,
      )
    }
    const other = elsewhere()
    expect((await other.signIn(owner.email)).status).toBe(200) // nobody is locked out elsewhere
  })

  it('is counted together where many try at once', async () => {
    const browser = elsewhere()
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, n) => browser.signIn('crowd@example.org', `guess ${n}`)),
    )
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
  })

  it('from many networks is stopped after fifty tries in an hour', async () => {
    const tries = []
    for (let n = 0; n < 52; n++)
      tries.push((await elsewhere().signIn('spread@example.org', 'guess')).status)
    expect(tries.filter((status) => status === 401)).toHaveLength(50)
  }, 60_000)

  it('is forgiven by the right password', async () => {
    const browser = elsewhere()
    for (let n = 0; n < 9; n++) await browser.signIn(owner.email, 'guess')
    expect((await browser.signIn(owner.email)).status).toBe(200)
    for (let n = 0; n < 9; n++) await browser.signIn(owner.email, 'guess')
    expect((await browser.signIn(owner.email)).status).toBe(200)
  })
})

describe('a new password', () => {
  const email = 'rita@example.com'

  it('is set once by the link, which signs out everywhere and is told by mail', async () => {
    const { browser } = await join(server, await fresh(), 'editor', email)
    await elsewhere().post('/v1/auth/request-password-reset', { email })
    const token = await tokenFor(server, email)
    const set = (secret: string) =>
      elsewhere().post('/v1/auth/reset-password', { token, newPassword: secret })
    expect((await set('short')).status).toBe(422)
    expect((await set('another long password')).status).toBe(200)
    expect((await set('a third long password')).status).toBe(400)
    expect(await whoIs(browser)).toBeNull()
    expect((await elsewhere().signIn(email)).status).toBe(401)
    expect((await elsewhere().signIn(email, 'another long password')).status).toBe(200)
    expect((await server.records.outbox.list(1))[0]).toMatchObject({
      to: email,
      kind: 'password-changed',
    })
  })

  it('is set by a link of the operator’s, who may drop the second factor too', async () => {
    const operator = async (payload: object) => {
      const response = await server.app.inject({
        method: 'POST',
        url: '/v1/people/reset-password',
        headers: { authorization: 'Bearer the-operator' },
        payload,
      })
      return { status: response.statusCode, body: response.json<{ path: string }>() }
    }
    expect((await operator({ email: 'nobody@example.com' })).status).toBe(404)
    const { body } = await operator({ email })
    const token = body.path.split('#')[1]
    const set = await elsewhere().post('/v1/auth/reset-password', { token, newPassword: password })
    expect(set.status).toBe(200)
    expect((await elsewhere().signIn(email)).status).toBe(200)
  })

  it('needs the one before, where it is changed', async () => {
    const browser = elsewhere()
    await browser.signIn(email)
    const change = (currentPassword: string) =>
      browser.post('/v1/auth/change-password', {
        currentPassword,
        newPassword: 'yet another password',
      })
    expect((await change('wrong')).status).toBe(400)
    expect((await change(password)).status).toBe(200)
    expect((await elsewhere().signIn(email, 'yet another password')).status).toBe(200)
  })
})

describe('a second factor', () => {
  const email = 'tina@example.com'
  let browser: Browser
  let uri = ''
  let codes: string[] = []

  it('is switched on with the password and a code', async () => {
    ;({ browser } = await join(server, await fresh(), 'admin', email))
    expect((await browser.post('/v1/auth/two-factor/enable', { password: 'wrong' })).status).toBe(
      400,
    )
    const begun = await browser.post('/v1/auth/two-factor/enable', { password })
    expect(begun.status).toBe(200)
    ;({ totpURI: uri, backupCodes: codes } = begun.body)
    expect(
      (await browser.post('/v1/auth/two-factor/verify-totp', { code: codeFor(uri) })).status,
    ).toBe(200)
    expect((await browser.get('/v1/me')).body).toMatchObject({ person: { twoFactor: true } })
  })

  it('is asked for after the password, and without it nobody is in', async () => {
    const there = elsewhere()
    expect((await there.signIn(email)).body).toMatchObject({ twoFactorRedirect: true })
    expect(await whoIs(there)).toBeNull()
    expect((await there.post('/v1/auth/two-factor/verify-totp', { code: '000000' })).status).toBe(
      401,
    )
    const right = await there.post('/v1/auth/two-factor/verify-totp', { code: codeFor(uri) })
    expect(right.status).toBe(200)
    expect(await whoIs(there)).toBe(email)
  })

  it('may be a backup code, once', async () => {
    const withCode = async () => {
      const there = elsewhere()
      await there.signIn(email)
      return there.post('/v1/auth/two-factor/verify-backup-code', { code: codes[0] })
    }
    expect((await withCode()).status).toBe(200)
    expect((await withCode()).status).toBe(401)
  })

  it('cannot be guessed for long', async () => {
    const statuses = []
    for (let n = 0; n < 12; n++) {
      const there = elsewhere()
      await there.signIn(email)
      statuses.push(
        (await there.post('/v1/auth/two-factor/verify-totp', { code: '123456' })).status,
      )
    }
    expect(statuses.at(-1)).toBe(429)
    const there = elsewhere()
    await there.signIn(email)
    const right = await there.post('/v1/auth/two-factor/verify-totp', { code: codeFor(uri) })
    expect(right.status).toBe(429)
  })
})

describe('a passkey', () => {
  const authenticator = createAuthenticator('http://localhost:4400')

  it('is added by who is signed in, and signs in without a password', async () => {
    const { browser } = await fresh()
    const options = await browser.get('/v1/auth/passkey/generate-register-options')
    expect(options.status).toBe(200)
    const added = await browser.post('/v1/auth/passkey/verify-registration', {
      response: authenticator.create(options.body),
      name: 'laptop',
    })
    expect(added).toMatchObject({ status: 200 })
    expect((await browser.get('/v1/auth/passkey/list-user-passkeys')).body).toMatchObject([
      { name: 'laptop' },
    ])
    const [{ id }] = (await browser.get('/v1/auth/passkey/list-user-passkeys')).body as [
      { id: string },
    ]
    await browser.post('/v1/auth/passkey/update-passkey', { id, name: 'old laptop' })
    expect((await browser.get('/v1/auth/passkey/list-user-passkeys')).body).toMatchObject([
      { name: 'old laptop' },
    ])
    const there = elsewhere()
    const challenge = await there.get('/v1/auth/passkey/generate-authenticate-options')
    const signedIn = await there.post('/v1/auth/passkey/verify-authentication', {
      response: authenticator.get(challenge.body),
    })
    expect(signedIn.status).toBe(200)
    expect(await whoIs(there)).toBe(owner.email)
  })

  it('of another key, or for another challenge, signs nobody in', async () => {
    const there = elsewhere()
    const challenge = await there.get('/v1/auth/passkey/generate-authenticate-options')
    const send = (response: object) =>
      there.post('/v1/auth/passkey/verify-authentication', { response })
    const stranger = createAuthenticator('http://localhost:4400')
    expect((await send(stranger.get(challenge.body))).status).toBeGreaterThanOrEqual(400)
    const old = { ...(challenge.body as object), challenge: 'b2xk' } as never
    expect((await send(authenticator.get(old))).status).toBeGreaterThanOrEqual(400)
    expect(await whoIs(there)).toBeNull()
  })
})

describe('a request of another site', () => {
  it.each<[string, Record<string, string>]>([
    ['without our header', { 'x-airgraph': '' }],
    ['whose origin is another', { origin: 'https://evil.example' }],
    ['from nowhere that can be named', { origin: 'null' }],
    ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour', { 'sec-fetch-site': 'same-site' }],
  ])('%s changes nothing', async (_, headers) => {
    const { browser, workspaceId } = await fresh()
    const call = (method: 'PATCH' | 'POST' | 'DELETE', url: string, payload: object) =>
      browser.call({ method, url, payload, headers }, workspaceId)
    expect((await call('PATCH', '/v1/workspace', { name: 'Taken' })).status).toBe(403)
    expect((await call('POST', '/v1/keys', { scopes: ['admin'] })).status).toBe(403)
    expect((await call('POST', '/v1/auth/sign-out', {})).status).toBe(403)
    expect((await call('DELETE', '/v1/sessions', {})).status).toBe(403)
    expect(await whoIs(browser)).toBe(owner.email)
    expect((await browser.get('/v1/workspace', workspaceId)).body).toMatchObject({ name: 'Acme' })
  })

  it('signs nobody in as somebody else', async () => {
    const browser = elsewhere()
    const { status } = await browser.call({
      method: 'POST',
      url: '/v1/auth/sign-in/email',
      payload: { email: owner.email, password },
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    })
    expect(status).toBe(403)
    expect(browser.cookies.size).toBe(0)
  })
})

it('what better-auth can do and we do not offer is not there', async () => {
  const { browser } = await fresh()
  for (const path of [
    'sign-up/email',
    'update-user',
    'delete-user',
    'change-email',
    'send-verification-email',
    'get-session',
  ])
    expect(
      (await browser.post(`/v1/auth/${path}`, { email: 'x@example.com', password, name: 'x' }))
        .status,
      path,
    ).toBe(404)
})
