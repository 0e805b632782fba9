import { readdir } from 'node:fs/promises'
import nodePath from 'node:path'
import { gzipSync } from 'node:zlib'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Sql, sql, str } from '@airgraph/sql/sql.ts'
import { openPlace } from '@airgraph/store/events/archive/place.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArchives } from './flows/archives.ts'
import { createRemoveWorkspaces } from './flows/remove-workspaces.ts'
import { claim, join, openBrowser, type Owner } from './testing-people.ts'
import { openTestServer, story, type TestServer } from './testing.ts'

let server: TestServer
let owner: Owner
let workspace = ''
beforeAll(async () => {
  server = await openTestServer()
  owner = await claim(server)
  workspace = owner.workspaceId
})
afterAll(() => server[Symbol.asyncDispose]())

const audit = async (of = workspace) =>
  (
    (await owner.browser.get('/v1/audit?limit=200', of)).body as {
      entries: {
        action: string
        who: object
        on: object
        network: string
        before: object
        after: object
      }[]
    }
  ).entries
const png = (width: number, height: number) => {
  const bytes = Buffer.alloc(33)
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
const put = (payload: Buffer, type = 'image/png') =>
  owner.browser.call(
    { method: 'PUT', url: '/v1/workspace/logo', payload, headers: { 'content-type': type } },
    workspace,
  )

describe('settings', () => {
  it('are changed one by one, and the rest stays', async () => {
    const patch = (payload: object) => owner.browser.patch('/v1/workspace', payload, workspace)
    await patch({
      timeZone: 'America/New_York',
      cadence: 'daily',
      brand: { primaryColour: '#112233' },
    })
    const { body } = await patch({
      engagement: 'all',
      brand: { font: 'inter', domain: 'Mail.Example.com' },
    })
    expect(body).toMatchObject({
      name: 'Acme',
      timeZone: 'America/New_York',
      cadence: 'daily',
      engagement: 'all',
      weekStart: 'monday',
      brand: { primaryColour: '#112233', font: 'inter', domain: 'mail.example.com', logoUrl: null },
    })
    const cleared = await patch({ brand: { primaryColour: null } })
    expect(cleared.body).toMatchObject({ brand: { primaryColour: null, font: 'inter' } })
    expect((await owner.browser.get('/v1/workspace', workspace)).body).toMatchObject({
      role: 'owner',
      engagement: 'all',
    })
    expect((await patch({})).status).toBe(200)
    expect((await patch({ timeZone: 'europe/berlin' })).body).toMatchObject({
      timeZone: 'Europe/Berlin',
    })
  })

  it.each<[object, string]>([
    [{ name: ' ' }, 'name: expected 1 character or more'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone: expected an IANA zone'],
    [{ timeZone: '+02:00' }, 'timeZone: expected an IANA zone'],
    [{ currency: 'euro' }, 'currency: expected three letters'],
    [{ weekStart: 'friday' }, 'weekStart: expected one of monday, sunday'],
    [{ cadence: 'never' }, 'cadence: expected one of daily'],
    [
      { brand: { primaryColour: 'red; background: url(//evil)' } },
      'brand.primaryColour: expected a colour',
    ],
    [{ brand: { domain: 'evil.example/path' } }, 'brand.domain: expected a domain name'],
    [{ brand: { logo: 'x' } }, 'brand: there is no field called “logo”'],
    [{ deletesAt: null }, 'body: there is no field called “deletesAt”'],
  ])('refuses %j by name', async (payload, words) => {
    const { status, body } = await owner.browser.patch('/v1/workspace', payload, workspace)
    expect(status).toBe(422)
    expect((body as { detail: string }).detail).toContain(words)
  })
})

describe('a logo', () => {
  it('is shown to members as it came, and can run nothing', async () => {
    const { body, status } = await put(png(64, 32))
    expect(status).toBe(200)
    const { logoUrl } = body as { logoUrl: string }
    const { browser } = await join(server, owner, 'client', 'logo@example.com')
    const shown = await browser.get(logoUrl)
    expect(shown).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } })
    expect(shown.headers['content-security-policy']).toContain('sandbox')
    expect((await openBrowser(server).get(logoUrl)).status).toBe(401)
    expect((await browser.get('/v1/me')).body).toMatchObject({
      workspaces: [{ brand: { logoUrl } }],
    })
    await owner.browser.delete('/v1/workspace/logo', {}, workspace)
    expect((await browser.get(logoUrl)).status).toBe(404)
  })

  it.each<[string, Buffer, number]>([
    ['empty', Buffer.alloc(0), 422],
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      422,
    ],
    ['a page', Buffer.from('<html><script>alert(1)</script></html>'), 422],
    ['a picture that is cut short', png(64, 64).subarray(0, 20), 422],
    ['a picture of no size', png(0, 64), 422],
    ['a picture that is huge unpacked', png(60_000, 60_000), 422],
    ['a JPEG that never says its size', Buffer.from('ffd8ffe00010ffe00010', 'hex'), 422],
    ['more than 512 KB', Buffer.concat([png(64, 64), Buffer.alloc(512 * 1024)]), 413],
  ])('is not %s', async (_, bytes, status) => {
    const answer = await put(bytes)
    expect(answer.status).toBe(status)
    if (status === 413)
      expect((answer.body as { detail: string }).detail).toBe(
        'The body is larger than 512 KB. Send less.',
      )
  })
})

it('a logo that unpacks to more than 512 KB is refused as well', async () => {
  const { status } = await owner.browser.call(
    {
      method: 'PUT',
      url: '/v1/workspace/logo',
      payload: gzipSync(Buffer.concat([png(64, 64), Buffer.alloc(600 * 1024)])),
      headers: { 'content-type': 'image/png', 'content-encoding': 'gzip' },
    },
    workspace,
  )
  expect(status).toBe(413)
})

describe('one’s own', () => {
  it('name and preferences go along', async () => {
    const patch = (payload: object) => owner.browser.patch('/v1/me', payload)
    expect((await patch({ preferences: { theme: 'dark' } })).status).toBe(200)
    expect((await patch({ name: 'Olga', preferences: { locale: 'de-AT' } })).body).toMatchObject({
      name: 'Olga',
      preferences: { theme: 'dark', locale: 'de-AT' },
    })
    expect((await patch({ preferences: { locale: '../../etc' } })).status).toBe(422)
    expect((await patch({ email: 'new@example.com' })).status).toBe(422)
  })

  it('views are nobody else’s, and one name on one page is one view', async () => {
    const { browser } = await join(server, owner, 'viewer', 'views@example.com')
    const save = (search: string) =>
      browser.post('/v1/views', { page: 'overview', name: 'Mine', search }, workspace)
    await save('a=1')
    const { body } = await save('a=2')
    const { views } = (await browser.get('/v1/views?page=overview', workspace)).body as {
      views: object[]
    }
    expect(views).toEqual([body])
    expect((await browser.get('/v1/views?page=campaigns', workspace)).body).toEqual({ views: [] })
    expect((await owner.browser.get('/v1/views', workspace)).body).toEqual({ views: [] })
    const { viewId } = body as { viewId: string }
    expect((await owner.browser.delete(`/v1/views/${viewId}`, {}, workspace)).status).toBe(404)
    expect((await browser.delete(`/v1/views/${viewId}`, {}, workspace)).status).toBe(200)
  })
})

describe('keys and sources of a session', () => {
  it('a key that is rotated has two secrets, until it is revoked', async () => {
    const made = await owner.browser.post('/v1/keys', { scopes: ['ask'] }, workspace)
    const { keyId, secret: first } = made.body as { keyId: string; secret: string }
    const rotate = async () =>
      (
        (await owner.browser.post(`/v1/keys/${keyId}/secret`, {}, workspace)).body as {
          secret: string
        }
      ).secret
    const works = async (secret: string) =>
      (
        await server.app.inject({
          url: '/v1/workspace',
          headers: { authorization: `Bearer ${secret}` },
        })
      ).statusCode === 200
    const second = await rotate()
    expect([await works(first), await works(second)]).toEqual([true, true])
    const third = await rotate()
    expect([await works(first), await works(second), await works(third)]).toEqual([
      false,
      true,
      true,
    ])
    await server.records.db
      .updateTable('api_keys')
      .set({ previous_until: new Date(0) })
      .where('key_id', '=', keyId)
      .execute()
    await rotateUnheard()
    expect([await works(second), await works(third)]).toEqual([false, true])
    await owner.browser.delete(`/v1/keys/${keyId}`, {}, workspace)
    expect(await works(third)).toBe(false)

    /** What is remembered for five seconds is forgotten by a notice. */
    async function rotateUnheard() {
      const rows = await server.records.db
        .selectFrom('api_keys')
        .select('previous_hash')
        .where('key_id', '=', keyId)
        .execute()
      await server.records.notices.send(
        'keys',
        rows.flatMap((row) => row.previous_hash ?? []),
      )
      await expect.poll(() => works(second)).toBe(false)
    }
  })

  it('a source says what came, and what was wrong; its URL is rotated with two that hold', async () => {
    const made = await owner.browser.post('/v1/sources', { esp: 'brevo', name: 'brevo' }, workspace)
    const { path: first } = made.body as { path: string }
    const source = async () =>
      (await owner.browser.get('/v1/sources/brevo', workspace)).body as Record<string, unknown>
    expect(await source()).toMatchObject({
      firstEventAt: null,
      lastEventAt: null,
      lastError: null,
      eventsLastDay: 0,
      previousHook: false,
    })
    expect(JSON.stringify(await source())).not.toContain('hook_')
    const send = (url: string, payload: object | string) =>
      server.app.inject({
        method: 'POST',
        url,
        payload,
        headers: { 'content-type': 'application/json' },
      })
    expect((await send(first, 'nonsense')).statusCode).toBe(422)
    await expect.poll(async () => (await source())['lastError']).toEqual(expect.any(String))
    const event = {
      event: 'delivered',
      email: 'ann@example.com',
      id: 1,
      date: '2026-06-01 10:00:00',
      ts_event: 1_780_000_000,
      'message-id': '<m1@x>',
    }
    expect((await send(first, event)).statusCode).toBe(200)
    await expect.poll(source).toMatchObject({ firstEventAt: expect.any(String), eventsLastDay: 1 })
    await send(first, event)
    expect(await source()).toMatchObject({ eventsLastDay: 1 })
    const rotate = async () =>
      ((await owner.browser.post('/v1/sources/brevo/hook', {}, workspace)).body as { path: string })
        .path
    const second = await rotate()
    expect((await send(first, event)).statusCode).toBe(200)
    expect((await send(second, event)).statusCode).toBe(200)
    const third = await rotate()
    const statuses = []
    for (const url of [first, second, third]) statuses.push((await send(url, event)).statusCode)
    expect(statuses).toEqual([404, 200, 200])
    expect((await owner.browser.delete('/v1/sources/brevo', {}, workspace)).status).toBe(200)
    expect((await send(third, event)).statusCode).toBe(404)
  })
})

describe('the audit log', () => {
  it('says who did what, from which network, before and after, and no secret', async () => {
    const entries = await audit()
    const actions = new Set(entries.map(({ action }) => action))
    for (const action of [
      'workspace.created',
      'workspace.changed',
      'workspace.logo-set',
      'invitation.sent',
      'invitation.accepted',
      'key.created',
      'key.rotated',
      'key.revoked',
      'source.created',
      'source.url-rotated',
      'source.deleted',
    ])
      expect(actions).toContain(action)
    expect(entries.find(({ action }) => action === 'workspace.changed')).toMatchObject({
      who: { kind: 'person', id: owner.personId },
      on: { kind: 'workspace', id: workspace },
      network: '127.0.0.0/24',
    })
    expect(entries.filter(({ action }) => action === 'workspace.changed').at(-1)).toMatchObject({
      before: { timeZone: 'UTC', cadence: 'weekly' },
      after: { timeZone: 'America/New_York', cadence: 'daily' },
    })
    expect(JSON.stringify(entries)).not.toMatch(/ag_|hook_|inv_|password/)
  })

  it('is paged, and each entry comes once though others are written meanwhile', async () => {
    const all = (await audit()).map((entry) => (entry as unknown as { entryId: string }).entryId)
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 100; page++) {
      const { body } = await owner.browser.get(
        `/v1/audit?limit=3${after && `&after=${after}`}`,
        workspace,
      )
      const { entries, next } = body as { entries: { entryId: string }[]; next: string | null }
      seen.push(...entries.map(({ entryId }) => entryId))
      await owner.browser.patch('/v1/workspace', { name: `Acme ${page}` }, workspace)
      if (next === null) break
      after = next
    }
    expect(seen).toEqual(all)
  })
})

describe('deleting a workspace', () => {
  const soon = { timeout: 20_000, interval: 100 }
  const rowsOf = async (id: string) => {
    const counts = []
    for (const table of [
      'recent_events',
      'events',
      'facts',
      'contact_days',
      'day_totals',
      'days',
      'archived_contacts',
    ]) {
      const from: Sql = { chunks: [table] }
      const { rows } = await server.events.query(
        sql`SELECT count() AS n FROM ${from} WHERE workspace_id = ${str(id)}`,
      )
      counts.push(Number(rows[0]?.['n']))
    }
    return counts
  }
  const archives = () =>
    createArchives({
      events: server.events,
      records: server.records,
      place: openPlace({ dir: nodePath.join(server.dir, 'archive') }),
    })
  const remove = () =>
    createRemoveWorkspaces({
      events: server.events,
      archives: archives(),
      records: server.records,
      folder: server.work?.folder as never,
      settlingTime: 0 as never,
    })()

  it('waits seven days, in which it works and can be restored', async () => {
    const { body } = await owner.browser.delete('/v1/workspace', {}, workspace)
    const { deletesAt } = body as { deletesAt: string }
    const days = (Date.parse(deletesAt) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(6.99)
    expect(days).toBeLessThan(7.01)
    expect((await owner.browser.get('/v1/me')).body).toMatchObject({ workspaces: [{ deletesAt }] })
    expect(await remove()).toEqual([])
    const restored = await owner.browser.post('/v1/workspace/restore', {}, workspace)
    expect(restored.body).toMatchObject({ deletesAt: null })
    expect((await owner.browser.post('/v1/workspace/restore', {}, workspace)).status).toBe(409)
  })

  it('then takes everything off both stores, and nothing of anybody else', async () => {
    const made = await owner.browser.post('/v1/workspaces', { name: 'Gone' })
    const { workspaceId: gone } = made.body as { workspaceId: string }
    const post = async (id: string) => {
      const key = await owner.browser.post('/v1/keys', { scopes: ['admin'] }, id)
      const { secret } = key.body as { secret: string }
      const send = () =>
        server.app.inject({
          method: 'POST',
          url: '/v1/events',
          payload: story('m1', 'ann@example.com', 'sent', 'delivered', 'opened'),
          headers: { authorization: `Bearer ${secret}` },
        })
      expect((await send()).statusCode).toBe(200)
      return send
    }
    const send = await post(gone)
    await post(workspace)
    await server.work?.folder.caughtUp()
    await expect.poll(async () => (await rowsOf(gone))[2], soon).toBeGreaterThan(0)
    const others = await rowsOf(workspace)
    const [month = ''] = (await archives().stored(gone as WorkspaceId)).keys()
    await archives().archive(gone as WorkspaceId, month)
    const files = () => readdir(nodePath.join(server.dir, 'archive'), { recursive: true })
    expect((await files()).filter((file) => file.endsWith('.parquet'))).toHaveLength(2)
    await owner.browser.delete('/v1/workspace', {}, gone)
    await server.records.db
      .updateTable('workspaces')
      .set({ deletes_at: new Date(0) })
      .where('workspace_id', '=', gone)
      .execute()
    expect(await remove()).toEqual([gone])
    expect((await rowsOf(gone)).every((n) => n === 0)).toBe(true)
    expect((await files()).filter((file) => file.endsWith('.parquet'))).toEqual([])
    expect((await rowsOf(workspace)).slice(1, 3)).toEqual(others.slice(1, 3)) // the log has its verdicts too
    expect((await send()).statusCode).toBe(401)
    expect((await owner.browser.get('/v1/workspace', gone)).status).toBe(404)
    for (const table of [
      'contact_identities',
      'members',
      'api_keys',
      'audit_entries',
      'invitations',
    ] as const) {
      const rows = await server.records.db
        .selectFrom(table)
        .select('workspace_id')
        .where('workspace_id', '=', gone)
        .execute()
      expect(rows, table).toEqual([])
    }
    expect(await remove()).toEqual([])
  }, 60_000)

  it('that was stopped half-way is taken up again, and its name is not given anew', async () => {
    const half = 'half' as WorkspaceId
    const create = () =>
      server.records.workspaces.create({
        workspaceId: half,
        name: 'half',
        timeZone: 'UTC',
        currency: 'EUR',
        weekStart: 'monday',
        sample: false,
      })
    expect((await create()).ok).toBe(true)
    await server.records.workspaces.markForDeletion(half, 0)
    expect(await server.records.removals.begun()).toEqual([half]) // and the process is killed here
    expect((await create()).ok).toBe(false)
    expect(await remove()).toEqual([half])
    expect((await create()).ok).toBe(false)
  })
})

describe('the sample', () => {
  it('is looked at by who is signed in, as a viewer, and removed by an owner for good', async () => {
    const sample = 'sample' as WorkspaceId
    const create = () =>
      server.records.workspaces.create({
        workspaceId: sample,
        name: 'Sample',
        timeZone: 'UTC',
        currency: 'EUR',
        weekStart: 'monday',
        sample: true,
      })
    await create()
    const { browser } = await join(server, owner, 'client', 'guest@example.com')
    expect((await browser.get('/v1/me')).body).toMatchObject({
      workspaces: [{ role: 'client' }, { id: 'sample', role: 'viewer', sample: true }],
    })
    expect((await browser.get('/v1/workspace', 'sample')).body).toMatchObject({ role: 'viewer' })
    expect((await owner.browser.patch('/v1/workspace', { name: 'Mine' }, 'sample')).status).toBe(
      403,
    )
    expect((await openBrowser(server).get('/v1/workspace')).status).toBe(401)
    expect((await browser.delete('/v1/sample', {}, workspace)).status).toBe(403)
    expect((await owner.browser.delete('/v1/sample', {}, workspace)).body).toEqual({
      removed: true,
    })
    await expect
      .poll(async () => (await browser.get('/v1/workspace', 'sample')).status, { timeout: 30_000 })
      .toBe(404)
    expect((await create()).ok).toBe(false)
  }, 60_000)
})
