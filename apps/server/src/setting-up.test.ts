import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
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
})
