import { createServer } from 'node:http'
import { once } from 'node:events'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { password } from '../testing-people.ts'
import { openTestServer, type TestServer } from '../testing.ts'
import { lacksChromium, launchChromium } from './testing-browser.ts'

describe.skipIf(lacksChromium)('a session, in Chromium', () => {
  let server: TestServer
  let browser: Browser
  let page: Page
  let url = ''
  const evil = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(
      `<form method="post" enctype="text/plain" action="${url}/v1/auth/sign-out"><input name="{" value="}"></form>`,
    )
  })
  let evilUrl = ''
  beforeAll(async () => {
    server = await openTestServer()
    url = (await server.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost')
    evil.listen(0, '127.0.0.1')
    await once(evil, 'listening')
    const address = evil.address()
    evilUrl = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/`
    browser = await launchChromium()
    page = await (await browser.newContext()).newPage()
    await page.goto(`${url}/healthz`)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    evil.close()
    await server[Symbol.asyncDispose]()
  }, 60_000)

  const ask = (path: string, payload?: object) =>
    page.evaluate(
      async ([at, body]) => {
        const response = await fetch(at, {
          ...(body !== null && {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-airgraph': 'page' },
            body,
          }),
        })
        return { status: response.status, body: (await response.json()) as never }
      },
      [path, payload === undefined ? null : JSON.stringify(payload)] as const,
    )
  const whoIs = async () =>
    ((await ask('/v1/me')).body as { person: { name: string } | null }).person?.name ?? null

  it('begins with claiming the installation, and no script sees its cookie', async () => {
    const claimed = await ask('/v1/setup', {
      name: 'Olga',
      email: 'olga@example.com',
      password,
      workspace: { name: 'Acme' },
    })
    expect(claimed.status).toBe(201)
    expect(await whoIs()).toBe('Olga')
    expect(await page.evaluate(() => document.cookie)).toBe('')
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({
      httpOnly: true,
      sameSite: 'Lax',
      name: 'airgraph.session_token',
    })
  })

  it('follows the live stream and the pictures of its workspace', async () => {
    const { body } = await ask('/v1/me')
    const [{ id }] = (body as { workspaces: [{ id: string }] }).workspaces
    const opened = await page.evaluate(
      (at) =>
        new Promise<boolean>((resolve) => {
          const stream = new EventSource(at)
          stream.addEventListener('open', () => (stream.close(), resolve(true)))
          stream.addEventListener('error', () => (stream.close(), resolve(false)))
        }),
      `/v1/live?workspace=${id}`,
    )
    expect(opened).toBe(true)
  })

  it('is not ended by a form on another site', async () => {
    const other = await page.context().newPage()
    await other.goto(evilUrl)
    const [response] = await Promise.all([
      other.waitForResponse((one) => one.url().endsWith('/sign-out')),
      other.evaluate(() => document.forms[0]?.submit()),
    ])
    expect(response.status()).toBe(403)
    await other.close()
    expect(await whoIs()).toBe('Olga')
  })

  it('is not used by a script on another site', async () => {
    const other = await page.context().newPage()
    await other.goto(evilUrl)
    const answers = await other.evaluate(async (at) => {
      const attempt = async (init: RequestInit) => {
        try {
          const response = await fetch(`${at}/v1/me`, { credentials: 'include', ...init })
          return await response.text()
        } catch {
          return 'refused'
        }
      }
      return [
        await attempt({}),
        await attempt({ headers: { 'x-airgraph': 'page' } }),
        await attempt({ mode: 'no-cors' }),
      ]
    }, url)
    expect(answers.join()).not.toContain('Olga')
    await other.close()
  })

  it('ends with signing out', async () => {
    expect((await ask('/v1/auth/sign-out', {})).status).toBe(200)
    expect(await whoIs()).toBeNull()
    expect(await page.context().cookies()).toEqual([])
  })
})
