import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setupCodeOf } from './flows/set-up.ts'
import { openBrowser, password } from './testing-people.ts'
import { openTestServer, type TestServer } from './testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const first = {
  name: 'Olga Owner',
  email: 'owner@example.com',
  password,
  workspace: { name: 'Acme GmbH & Söhne', timeZone: 'Europe/Berlin' },
}

describe.sequential('a fresh installation', () => {
  it('says that it waits for its first person', async () => {
    const { body } = await openBrowser(server).get('/v1/me')
    expect(body).toEqual({
      setup: true,
      setupNeedsCode: false,
      person: null,
      workspaces: [],
      providers: [],
    })
  })

  it.each<[string, object, string?]>([
    ['another machine', {}, '203.0.113.9'],
    ['a proxy that says for whom', { 'x-forwarded-for': '203.0.113.9' }],
    ['a proxy that passes the name on', { host: 'airgraph.example.com' }],
  ])('is not claimed from %s without the code', async (_, headers, address = '127.0.0.1') => {
    const browser = openBrowser(server, address)
    const { status } = await browser.call({
      method: 'POST',
      url: '/v1/setup',
      headers: headers as Record<string, string>,
      payload: { ...first, code: 'x'.repeat(32) },
    })
    expect(status).toBe(403)
  })

  it('refuses a short password and a wrong zone by name', async () => {
    const { status, body } = await openBrowser(server).post('/v1/setup', {
      ...first,
      password: 'short',
      workspace: { name: '', timeZone: 'Moon' },
    })
    expect(status).toBe(422)
    expect(JSON.stringify(body)).toMatch(/password: .*workspace.name: .*workspace.timeZone/)
  })

  it('is claimed once, by one of two who try at the same time', async () => {
    const browsers = [openBrowser(server), openBrowser(server)]
    const answers = await Promise.all(
      browsers.map((browser, n) =>
        browser.post('/v1/setup', { ...first, email: n === 0 ? first.email : 'other@example.com' }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
    const [winner] = browsers.filter((_, n) => answers[n]?.status === 201)
    const { body } = (await winner?.get('/v1/me')) ?? {}
    expect(body).toMatchObject({
      setup: false,
      person: { name: 'Olga Owner', emailVerified: true, twoFactor: false },
      workspaces: [{ name: first.workspace.name, role: 'owner', timeZone: 'Europe/Berlin' }],
    })
    const people = await server.records.db.selectFrom('people').select('email').execute()
    expect(people).toHaveLength(1)
  })

  it('is nobody’s to claim any more, with the code or without', async () => {
    const code = setupCodeOf('the-operator')
    expect((await openBrowser(server).post('/v1/setup', { ...first, code })).status).toBe(409)
  })
})

describe('an installation that is reached from elsewhere', () => {
  it('is claimed with the code that was printed', async () => {
    await server[Symbol.asyncDispose]()
    server = await openTestServer({
      PUBLIC_URL: 'https://airgraph.example.com',
      SAMPLE_OPEN: 'yes',
      TRUSTED_PROXIES: '10.0.0.0/8',
    })
    const browser = openBrowser(server, '203.0.113.9')
    const call = (code?: string) =>
      browser.call({
        method: 'POST',
        url: '/v1/setup',
        headers: { host: 'airgraph.example.com', origin: 'https://airgraph.example.com' },
        payload: { ...first, ...(code !== undefined && { code }) },
      })
    expect((await browser.get('/v1/me')).body).toMatchObject({ setup: true, setupNeedsCode: true })
    expect((await call()).status).toBe(403)
    expect((await call(setupCodeOf('the-operators'))).status).toBe(403)
    const { status, setCookies } = await call(setupCodeOf('the-operator'))
    expect(status).toBe(201)
    expect(setCookies.join()).toMatch(/__Secure-airgraph.session_token=.*Secure/)
  })

  it('shows its sample to who is not signed in, where that is wanted, and nothing else', async () => {
    const named = { timeZone: 'UTC', currency: 'EUR', weekStart: 'monday' } as const
    const create = (id: string, sample: boolean) =>
      server.records.workspaces.create({
        ...named,
        workspaceId: id as WorkspaceId,
        name: id,
        sample,
      })
    await create('sample', true)
    await create('secret', false)
    const visitor = openBrowser(server, '203.0.113.10')
    await expect
      .poll(async () => (await visitor.get('/v1/workspace')).status, { timeout: 10_000 })
      .toBe(200)
    expect((await visitor.get('/v1/me')).body).toMatchObject({
      setup: false,
      person: null,
      workspaces: [{ id: 'sample', role: 'viewer' }],
    })
    for (const [url, workspace] of [
      ['/v1/workspace', 'secret'],
      ['/v1/members', 'sample'],
      ['/v1/keys', 'sample'],
      ['/v1/audit', 'sample'],
    ] as const)
      expect((await visitor.get(url, workspace)).status, url).toBe(401)
    expect((await visitor.patch('/v1/workspace', { name: 'Mine' }, 'sample')).status).toBe(401)
  })

  it('believes its proxy, and nobody else, where somebody comes from', async () => {
    const networkBehind = async (address: string) => {
      const browser = openBrowser(server, address)
      const signIn = {
        method: 'POST',
        url: '/v1/auth/sign-in/email',
        payload: { email: first.email, password },
        headers: { 'x-forwarded-for': '192.0.2.1, 198.51.100.7' },
      } as const
      expect((await browser.call(signIn)).status).toBe(200)
      const { sessions } = (await browser.get('/v1/sessions')).body as {
        sessions: { current: boolean; network: string }[]
      }
      return sessions.find(({ current }) => current)?.network
    }
    expect(await networkBehind('10.0.0.5')).toBe('198.51.100.0/24')
    expect(await networkBehind('203.0.113.5')).toBe('203.0.113.0/24')
  })

  it('tells browsers to come over https alone', async () => {
    const { headers } = await openBrowser(server).get('/v1/me')
    expect(headers['strict-transport-security']).toBe('max-age=63072000')
  })
})

describe('every answer', () => {
  it('says what a browser may do with it', async () => {
    for (const url of ['/', '/v1/me', '/nothing', '/healthz']) {
      const { headers } = await openBrowser(server).get(url)
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('script-src')
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
      })
    }
    const looser = (await openBrowser(server).get('/docs/')).headers['content-security-policy']
    expect(looser).toContain("script-src 'self' 'unsafe-inline'")
    const near = (await openBrowser(server).get('/docsx')).headers['content-security-policy']
    expect(near).not.toContain('script-src')
  })
})
