import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Browser,
  claim,
  join,
  openBrowser,
  type Owner,
  password,
  tokenFor,
} from './testing-people.ts'
import { openTestServer, type TestServer } from './testing.ts'

let server: TestServer
let owner: Owner
beforeAll(async () => {
  server = await openTestServer()
  owner = await claim(server)
})
afterAll(() => server[Symbol.asyncDispose]())

let network = 0
/** Each from a network of its own: what one tried too often is not another's. */
const elsewhere = () => openBrowser(server, `198.51.${++network}.7`)
const signedIn = async (email: string) => {
  const browser = elsewhere()
  expect((await browser.signIn(email)).status).toBe(200)
  return browser
}
const whoIs = async (browser: Browser) =>
  ((await browser.get('/v1/me')).body as { person: { email: string } | null }).person?.email ?? null
const ask = (browser: Browser, email: string, secret = password) =>
  browser.post('/v1/me/email', { email, password: secret })
const confirm = (browser: Browser, token: string) => browser.post('/v1/me/email/confirm', { token })
const wanted = async (browser: Browser) =>
  ((await browser.get('/v1/me/email')).body as { wanted: { email: string } | null }).wanted
const mailsTo = async (email: string) =>
  (await server.records.outbox.list(200)).filter(({ to }) => to === email)
const auditOf = async (action: string) =>
  (
    await server.records.audit.list(owner.workspaceId as WorkspaceId, { limit: 200 })
  ).entries.filter((entry) => entry.action === action)

let people = 0
/** Somebody who joined, from a network of their own. */
async function somebody() {
  const email = `p${++people}@example.com`
  const { personId } = await join(server, owner, 'viewer', email)
  return { email, personId, browser: await signedIn(email) }
}

describe('another address', () => {
  it('is asked for with the password, and nothing changes until the link is opened', async () => {
    const { browser, email } = await somebody()
    expect((await ask(browser, 'ann@new.example', 'wrong')).status).toBe(403)
    expect(await wanted(browser)).toBeNull()
    const asked = await ask(browser, 'Ann@New.Example')
    expect(asked).toMatchObject({ status: 202, body: { email: 'ann@new.example' } })
    expect(await wanted(browser)).toMatchObject({ email: 'ann@new.example' })
    expect(await whoIs(browser)).toBe(email)
    expect((await elsewhere().signIn('ann@new.example')).status).toBe(401)
    expect((await elsewhere().signIn(email)).status).toBe(200)
  })

  it('is confirmed by the link, once; from then on it alone signs in', async () => {
    const { browser, email, personId } = await somebody()
    await ask(browser, 'bea@new.example')
    const token = await tokenFor(server, 'bea@new.example')
    expect(await confirm(browser, token)).toMatchObject({
      status: 200,
      body: { email: 'bea@new.example' },
    })
    expect((await browser.get('/v1/me')).body).toMatchObject({
      person: { id: personId, email: 'bea@new.example', emailVerified: true },
    })
    expect(await wanted(browser)).toBeNull()
    expect((await confirm(browser, token)).status).toBe(404)
    expect((await elsewhere().signIn(email)).status).toBe(401)
    expect((await elsewhere().signIn('bea@new.example')).status).toBe(200)
  })

  it('is told to the old one when it is asked for, with no link to it, and when it holds', async () => {
    const { browser, email } = await somebody()
    await ask(browser, 'cem@new.example')
    const [notice] = await mailsTo(email)
    expect(notice).toMatchObject({ kind: 'email-change-asked' })
    expect(notice?.text).toContain('cem@new.example')
    const token = await tokenFor(server, 'cem@new.example')
    expect(notice?.text).not.toContain(token)
    await confirm(browser, token)
    expect((await mailsTo(email))[0]).toMatchObject({ kind: 'email-changed' })
    expect(await mailsTo('cem@new.example')).toHaveLength(1)
  })

  it('signs out everywhere else, and ends links to set a password that lie in the old mailbox', async () => {
    const { browser, email } = await somebody()
    const there = await signedIn(email)
    await elsewhere().post('/v1/auth/request-password-reset', { email })
    const reset = await tokenFor(server, email)
    await ask(browser, 'dan@new.example')
    await confirm(browser, await tokenFor(server, 'dan@new.example'))
    expect(await whoIs(browser)).toBe('dan@new.example')
    expect(await whoIs(there)).toBeNull()
    const set = { token: reset, newPassword: 'of whoever reads the old mail' }
    expect((await elsewhere().post('/v1/auth/reset-password', set)).status).toBe(400)
  })

  it('is confirmed by who asked for it and nobody else, whoever holds the link', async () => {
    const { browser } = await somebody()
    const thief = await somebody()
    await ask(browser, 'eva@new.example')
    const token = await tokenFor(server, 'eva@new.example')
    expect((await confirm(elsewhere(), token)).status).toBe(401)
    expect((await confirm(thief.browser, token)).status).toBe(404)
    expect((await confirm(browser, token)).status).toBe(200)
  })

  it('is over after a day', async () => {
    const { browser, personId, email } = await somebody()
    const { body } = await ask(browser, 'flo@new.example')
    const left = Date.parse((body as { expiresAt: string }).expiresAt) - Date.now()
    expect(left / 3_600_000).toBeCloseTo(24, 1)
    await server.records.db
      .updateTable('email_changes')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('person_id', '=', personId)
      .execute()
    expect(await wanted(browser)).toBeNull()
    const token = await tokenFor(server, 'flo@new.example')
    expect((await confirm(browser, token)).status).toBe(404)
    expect(await whoIs(browser)).toBe(email)
  })

  it('that is asked for again has a new link, and the one before ends', async () => {
    const { browser } = await somebody()
    await ask(browser, 'gus@new.example')
    const first = await tokenFor(server, 'gus@new.example')
    await ask(browser, 'gus@newer.example')
    expect((await confirm(browser, first)).status).toBe(404)
    expect((await confirm(browser, await tokenFor(server, 'gus@newer.example'))).status).toBe(200)
  })

  it.each<[string, (browser: Browser, email: string) => Promise<{ status: number }>]>([
    ['taken back', (browser) => browser.delete('/v1/me/email')],
    [
      'ended by a changed password',
      (browser) =>
        browser.post('/v1/auth/change-password', {
          currentPassword: password,
          newPassword: 'another long password',
        }),
    ],
    [
      'ended by a password that was set anew',
      async (_, email) => {
        await elsewhere().post('/v1/auth/request-password-reset', { email })
        const token = await tokenFor(server, email)
        const newPassword = 'another long password'
        return elsewhere().post('/v1/auth/reset-password', { token, newPassword })
      },
    ],
  ])('that is %s is not confirmed any more', async (_, end) => {
    const { browser, email, personId } = await somebody()
    const address = `${personId}@new.example`
    await ask(browser, address)
    expect((await end(browser, email)).status).toBe(200)
    const again = elsewhere()
    if ((await again.signIn(email)).status !== 200)
      await again.signIn(email, 'another long password')
    expect((await confirm(again, await tokenFor(server, address))).status).toBe(404)
    expect(await whoIs(again)).toBe(email)
  })

  it.each([
    'no address',
    '',
    `${'x'.repeat(300)}@example.com`,
    "'; DROP TABLE people; --@x.example",
  ])('is not %j', async (email) => {
    expect((await ask(owner.browser, email)).status).toBe(422)
  })

  it('is not the one that they have', async () => {
    const { browser, email } = await somebody()
    expect((await ask(browser, email.toUpperCase())).status).toBe(409)
  })
})

describe('nobody finds out who has an account', () => {
  it('an address that is taken is answered as any other, and waits alike', async () => {
    const { browser } = await somebody()
    const other = await somebody()
    const seen = async (email: string) => {
      const { status, body } = await ask(browser, email)
      const shown = [body, (await browser.get('/v1/me/email')).body]
      return { status, text: JSON.stringify(shown).replaceAll(email, '…').replaceAll(/\d/g, '0') }
    }
    expect(await seen(other.email)).toEqual(await seen('nobody-has@new.example'))
    const [mail] = await mailsTo(other.email)
    expect(mail?.text).toContain('There is an account of that address already')
    expect(mail?.text).not.toContain('#')
  })

  it('an address that somebody took in between stays theirs', async () => {
    const { browser, email } = await somebody()
    await ask(browser, 'kim@new.example')
    const token = await tokenFor(server, 'kim@new.example')
    const { personId } = await join(server, owner, 'viewer', 'kim@new.example')
    expect((await confirm(browser, token)).status).toBe(404)
    expect(await whoIs(browser)).toBe(email)
    expect(await server.records.people.byEmail('kim@new.example')).toMatchObject({ id: personId })
  })
})

describe('asking', () => {
  it('is stopped after ten tries of a person, right or wrong', async () => {
    const { browser } = await somebody()
    const tries = []
    for (let n = 0; n < 11; n++)
      tries.push((await ask(browser, `lea${n}@new.example`, n % 2 ? password : 'guess')).status)
    expect(tries.filter((status) => status === 429)).toHaveLength(1)
    const last = await ask(browser, 'lea@new.example')
    expect(last.status).toBe(429)
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(60)
  })

  it('mails nobody more than five times an hour, whoever asks', async () => {
    for (const { browser } of [await somebody(), await somebody()])
      for (let n = 0; n < 4; n++) await ask(browser, 'victim@new.example')
    expect(await mailsTo('victim@new.example')).toHaveLength(5)
  })

  it('is for the page of the person alone', async () => {
    const { browser } = await somebody()
    const foreign = await browser.call({
      method: 'POST',
      url: '/v1/me/email',
      payload: { email: 'evil@new.example', password },
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.status).toBe(403)
    expect(await wanted(browser)).toBeNull()
  })
})

it('stands in the audit log of each workspace of which they are a member, without secrets', async () => {
  const { browser, personId, email } = await somebody()
  await ask(browser, 'mia@new.example')
  await browser.delete('/v1/me/email')
  await ask(browser, 'mia@new.example')
  const token = await tokenFor(server, 'mia@new.example')
  await confirm(browser, token)
  const on = { kind: 'person', id: personId }
  const of = async (action: string) =>
    (await auditOf(action)).filter(({ who }) => who.id === personId)
  expect(await of('person.email-change-asked')).toMatchObject([{ on }, { on }])
  expect(await of('person.email-change-cancelled')).toMatchObject([{ on }])
  expect(await of('person.email-changed')).toMatchObject([
    { on, before: { email }, after: { email: 'mia@new.example' } },
  ])
  const { entries } = await server.records.audit.list(owner.workspaceId as WorkspaceId, {
    limit: 200,
  })
  expect(JSON.stringify(entries)).not.toContain(token)
})
