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

const invite = (
  email: string,
  role: string,
  browser = owner.browser,
  workspace = owner.workspaceId,
) => browser.post('/v1/invitations', { email, role }, workspace)
const accept = (token: string, more: object = {}, browser = openBrowser(server)) =>
  browser.post('/v1/invitations/accept', { token, name: 'New', password, ...more })
const members = async (browser = owner.browser, workspace = owner.workspaceId) =>
  (await browser.get('/v1/members', workspace)).body as {
    members: { personId: string; email: string; role: string }[]
    agencies: { workspaceId: string }[]
    clients: { workspaceId: string }[]
  }
const roleOf = async (email: string) =>
  (await members()).members.find((one) => one.email === email)?.role
const workspacesOf = async (browser: Browser) =>
  ((await browser.get('/v1/me')).body as { workspaces: { id: string; role: string }[] }).workspaces

describe('an invitation', () => {
  it('goes to an address, says what it is to, and makes a member of who is new', async () => {
    const invited = await invite('Ann@Example.com', 'editor')
    expect(invited).toMatchObject({
      status: 201,
      body: { email: 'ann@example.com', role: 'editor', invitedBy: 'Olga Owner', expired: false },
    })
    expect(JSON.stringify(invited.body)).not.toContain('inv_')
    const token = await tokenFor(server, 'ann@example.com')
    const read = await openBrowser(server).post('/v1/invitations/read', { token })
    expect(read.body).toMatchObject({ workspace: { name: 'Acme' }, role: 'editor', known: false })
    const guest = openBrowser(server)
    expect((await accept(token, {}, guest)).status).toBe(200)
    expect(await workspacesOf(guest)).toMatchObject([{ id: owner.workspaceId, role: 'editor' }])
    expect((await owner.browser.get('/v1/invitations', owner.workspaceId)).body).toEqual({
      invitations: [],
    })
  })

  it('is good for one: of two who come with it at once, one comes in', async () => {
    await invite('two@example.com', 'viewer')
    const token = await tokenFor(server, 'two@example.com')
    const statuses = (await Promise.all([accept(token), accept(token)])).map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect((await accept(token)).status).toBe(404)
    const all = (await members()).members.filter(({ email }) => email === 'two@example.com')
    expect(all).toHaveLength(1)
  })

  it('is over after its time', async () => {
    await invite('late@example.com', 'viewer')
    const token = await tokenFor(server, 'late@example.com')
    await server.records.db
      .updateTable('invitations')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('email', '=', 'late@example.com')
      .execute()
    expect((await accept(token)).status).toBe(404)
    expect((await openBrowser(server).post('/v1/invitations/read', { token })).status).toBe(404)
  })

  it('that is sent again holds, and the one before does not', async () => {
    const { body } = await invite('again@example.com', 'viewer')
    const before = await tokenFor(server, 'again@example.com')
    const { invitationId } = body as { invitationId: string }
    const again = await owner.browser.post(
      `/v1/invitations/${invitationId}/resend`,
      {},
      owner.workspaceId,
    )
    expect(again.status).toBe(200)
    expect((await accept(before)).status).toBe(404)
    expect((await accept(await tokenFor(server, 'again@example.com'))).status).toBe(200)
  })

  it('that is taken back is worth nothing', async () => {
    const { body } = await invite('back@example.com', 'viewer')
    const { invitationId } = body as { invitationId: string }
    const url = `/v1/invitations/${invitationId}`
    expect((await owner.browser.delete(url, {}, owner.workspaceId)).status).toBe(200)
    expect((await owner.browser.delete(url, {}, owner.workspaceId)).status).toBe(404)
    expect((await accept(await tokenFor(server, 'back@example.com'))).status).toBe(404)
  })

  it('to who has an account is accepted by them alone, signed in', async () => {
    const other = await claimSecond('Other')
    await invite('ann@example.com', 'viewer', other.browser, other.workspaceId)
    const token = await tokenFor(server, 'ann@example.com')
    expect((await accept(token)).status).toBe(401)
    expect((await accept(token, {}, owner.browser)).status).toBe(403)
    const ann = openBrowser(server)
    await ann.signIn('ann@example.com')
    expect((await ann.post('/v1/invitations/accept', { token })).status).toBe(200)
    expect((await workspacesOf(ann)).map(({ role }) => role).toSorted()).toEqual([
      'editor',
      'viewer',
    ])
  })

  it.each<[string, string, number]>([
    ['owner@example.com', 'viewer', 409],
    ['no address', 'viewer', 422],
    ['x@example.com', 'king', 422],
    ["'; DROP TABLE people; --@example.com", 'viewer', 422],
    [`${'x'.repeat(300)}@example.com`, 'viewer', 422],
  ])('to %s as %s is refused', async (email, role, status) => {
    expect((await invite(email, role)).status).toBe(status)
  })

  it.each(['', 'inv_', 'inv_x', 'x'.repeat(199), "' OR 1=1"])('is not %j', async (token) => {
    expect((await accept(token)).status).toBe(token === '' ? 422 : 404)
  })
})

let workspaces = 0
/** Another workspace of the owner's. */
async function claimSecond(name: string): Promise<Owner> {
  const { body, status } = await owner.browser.post('/v1/workspaces', {
    name: `${name} ${++workspaces}`,
  })
  expect(status).toBe(201)
  return { ...owner, workspaceId: (body as { workspaceId: string }).workspaceId }
}

describe('the link of an invitation, to hand over', () => {
  interface Linked {
    readonly invitationId: string
    readonly link: string
  }
  const tokenOf = (answer: { body: unknown }) => (answer.body as Linked).link.split('#')[1] ?? ''
  const invited = async (email: string, role = 'viewer') => {
    const answer = await invite(email, role)
    expect(answer.status).toBe(201)
    return { ...(answer.body as Linked), token: tokenOf(answer) }
  }
  const makeLink = (invitationId: string, browser = owner.browser) =>
    browser.post(`/v1/invitations/${invitationId}/link`, {}, owner.workspaceId)
  const personBy = (email: string) => server.records.people.byEmail(email)

  it('is in the answer to who invites, at the address that people see, and in no list', async () => {
    const { link, token } = await invited('lin@example.com')
    expect(link).toBe(`http://localhost:4400/invitation#${token}`)
    const listed = await owner.browser.get('/v1/invitations', owner.workspaceId)
    expect(JSON.stringify(listed.body)).toContain('lin@example.com')
    expect(JSON.stringify(listed.body)).not.toMatch(/inv_|link_/)
    const read = await openBrowser(server).post('/v1/invitations/read', { token })
    expect(read.body).toMatchObject({ email: 'lin@example.com', role: 'viewer' })
    expect((await accept(token)).status).toBe(200)
    expect(await roleOf('lin@example.com')).toBe('viewer')
  })

  it('is another than the one in the mail, and one of both is good for one', async () => {
    const { token } = await invited('lou@example.com')
    const mailed = await tokenFor(server, 'lou@example.com')
    expect(mailed).not.toBe(token)
    expect((await accept(mailed)).status).toBe(200)
    expect((await accept(token)).status).toBe(404)
  })

  it('can be made anew: the one before ends, the one in the mail does not, and nothing is mailed', async () => {
    const { invitationId, token } = await invited('lux@example.com')
    const mailed = await tokenFor(server, 'lux@example.com')
    const mails = (await server.records.outbox.list(200)).length
    const made = await makeLink(invitationId)
    expect(made).toMatchObject({ status: 200, body: { email: 'lux@example.com', expired: false } })
    expect((await server.records.outbox.list(200)).length).toBe(mails)
    expect((await accept(token)).status).toBe(404)
    const read = (one: string) => openBrowser(server).post('/v1/invitations/read', { token: one })
    expect((await read(mailed)).status).toBe(200)
    expect((await accept(tokenOf(made))).status).toBe(200)
    expect((await read(mailed)).status).toBe(404)
  })

  it('of an invitation that is over holds again, and what was mailed does not', async () => {
    const { invitationId } = await invited('old@example.com')
    const mailed = await tokenFor(server, 'old@example.com')
    await server.records.db
      .updateTable('invitations')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('email', '=', 'old@example.com')
      .execute()
    const made = await makeLink(invitationId)
    expect((await accept(mailed)).status).toBe(404)
    expect((await accept(tokenOf(made))).status).toBe(200)
  })

  it('ends where the invitation is sent again, or taken back', async () => {
    const { invitationId, token } = await invited('end@example.com')
    const again = await owner.browser.post(
      `/v1/invitations/${invitationId}/resend`,
      {},
      owner.workspaceId,
    )
    expect((await accept(token)).status).toBe(404)
    await owner.browser.delete(`/v1/invitations/${invitationId}`, {}, owner.workspaceId)
    expect((await accept(tokenOf(again))).status).toBe(404)
    expect((await makeLink(invitationId)).status).toBe(404)
  })

  it('is made by who may invite: admins, but not of owners', async () => {
    const { invitationId } = await invited('own@example.com', 'owner')
    const admin = await join(server, owner, 'admin', 'link-admin@example.com')
    const editor = await join(server, owner, 'editor', 'link-editor@example.com')
    expect((await makeLink(invitationId, admin.browser)).status).toBe(403)
    expect((await makeLink(invitationId)).status).toBe(200)
    const other = await invited('eve@example.com')
    expect((await makeLink(other.invitationId, editor.browser)).status).toBe(403)
    expect((await makeLink(other.invitationId, admin.browser)).status).toBe(200)
    const stranger = await claimSecond('Strangers')
    const there = await stranger.browser.post(
      `/v1/invitations/${other.invitationId}/link`,
      {},
      stranger.workspaceId,
    )
    expect(there.status).toBe(404)
  })

  it('stands in the audit log, without the link', async () => {
    const { invitationId } = await invited('log@example.com')
    const token = tokenOf(await makeLink(invitationId))
    const { entries } = await server.records.audit.list(owner.workspaceId as WorkspaceId, {
      limit: 2,
    })
    expect(entries).toMatchObject([
      {
        action: 'invitation.link-made',
        on: { kind: 'invitation', id: invitationId },
        after: { email: 'log@example.com', role: 'viewer', as: 'member' },
      },
      { action: 'invitation.sent' },
    ])
    expect(JSON.stringify(entries)).not.toContain(token)
  })

  it('proves no address: who comes by it is not confirmed, who comes by the mail is', async () => {
    await accept((await invited('by-link@example.com')).token)
    expect(await personBy('by-link@example.com')).toMatchObject({ emailVerified: false })
    await invited('by-mail@example.com')
    await accept(await tokenFor(server, 'by-mail@example.com'))
    expect(await personBy('by-mail@example.com')).toMatchObject({ emailVerified: true })
  })

  it('used by somebody else first leaves them nothing, once who reads the mail sets a password', async () => {
    const email = 'victim@example.com'
    const squatter = openBrowser(server)
    await accept((await invited(email)).token, {}, squatter)
    const { id = '' } = (await personBy(email)) ?? {}
    await server.records.db
      .insertInto('person_logins')
      .values({ id: 'theirs', person_id: id, provider_id: 'oidc', account_id: 'theirs' })
      .execute()
    await squatter.post('/v1/auth/two-factor/enable', { password })
    const owned = openBrowser(server)
    await owned.post('/v1/auth/request-password-reset', { email })
    const newPassword = 'of who reads the mail'
    const token = await tokenFor(server, email)
    expect((await owned.post('/v1/auth/reset-password', { token, newPassword })).status).toBe(200)
    const left = await server.records.db
      .selectFrom('person_logins')
      .select('provider_id')
      .where('person_id', '=', id)
      .execute()
    expect(left).toEqual([{ provider_id: 'credential' }])
    expect((await squatter.get('/v1/sessions')).status).toBe(401)
    expect((await owned.signIn(email, newPassword)).body).not.toHaveProperty('twoFactorRedirect')
    expect(await personBy(email)).toMatchObject({ emailVerified: true, twoFactor: false })
  })
})

describe('roles', () => {
  it('are changed by admins, up to their own', async () => {
    const admin = await join(server, owner, 'admin')
    const viewer = await join(server, owner, 'viewer')
    const change = (browser: Browser, personId: string, role: string) =>
      browser.patch(`/v1/members/${personId}`, { role }, owner.workspaceId)
    expect((await change(admin.browser, viewer.personId, 'editor')).status).toBe(200)
    expect(await roleOf('viewer@example.com')).toBe('editor')
    expect((await change(admin.browser, viewer.personId, 'owner')).status).toBe(403)
    expect((await change(admin.browser, owner.personId, 'viewer')).status).toBe(403)
    expect((await change(viewer.browser, viewer.personId, 'admin')).status).toBe(403)
    expect((await change(admin.browser, 'nobody', 'viewer')).status).toBe(404)
    expect((await invite('boss@example.com', 'owner', admin.browser)).status).toBe(403)
  })

  it('hold at once, for who was signed in before', async () => {
    const { browser, personId } = await join(server, owner, 'admin', 'adam@example.com')
    const audit = () => browser.get('/v1/audit', owner.workspaceId)
    expect((await audit()).status).toBe(200)
    await owner.browser.patch(`/v1/members/${personId}`, { role: 'viewer' }, owner.workspaceId)
    expect((await audit()).status).toBe(403)
    await owner.browser.delete(`/v1/members/${personId}`, {}, owner.workspaceId)
    expect((await audit()).status).toBe(404)
  })

  it('leave one owner: the last can neither leave, nor be less, nor be taken out', async () => {
    const { workspaceId, browser, personId } = await claimSecond('Alone')
    const me = `/v1/members/${personId}`
    expect((await browser.post('/v1/members/leave', {}, workspaceId)).status).toBe(409)
    expect((await browser.patch(me, { role: 'admin' }, workspaceId)).status).toBe(409)
    expect((await browser.delete(me, {}, workspaceId)).status).toBe(409)
  })

  it('leave one owner, also where two leave at the same time', async () => {
    const place = await claimSecond('Pair')
    const { personId } = await join(server, place, 'owner', 'pia@example.com')
    const pia = openBrowser(server)
    await pia.signIn('pia@example.com')
    const statuses = (
      await Promise.all([
        place.browser.post('/v1/members/leave', {}, place.workspaceId),
        pia.post('/v1/members/leave', {}, place.workspaceId),
      ])
    ).map(({ status }) => status)
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409])
    const left = await server.records.members.list(place.workspaceId as WorkspaceId)
    expect(left.map(({ role }) => role)).toEqual(['owner'])
    expect([place.personId, personId]).toContain(left[0]?.personId)
  })

  it('are given away: the new owner owns, and the old one is an admin', async () => {
    const place = await claimSecond('Given')
    const heir = await join(server, place, 'viewer', 'heidi@example.com')
    const give = (personId: string) =>
      place.browser.post('/v1/workspace/transfer', { personId }, place.workspaceId)
    expect((await give('nobody')).status).toBe(404)
    expect((await give(place.personId)).status).toBe(409)
    expect((await give(heir.personId)).status).toBe(200)
    expect((await give(heir.personId)).status).toBe(403)
    expect(await members(heir.browser, place.workspaceId)).toMatchObject({
      members: [{ role: 'admin' }, { email: 'heidi@example.com', role: 'owner' }],
    })
    expect((await place.browser.post('/v1/members/leave', {}, place.workspaceId)).status).toBe(200)
    expect((await place.browser.get('/v1/workspace', place.workspaceId)).status).toBe(404)
  })
})

describe('an agency', () => {
  let client: Owner
  let agency: Owner
  let staff: Awaited<ReturnType<typeof join>>
  const toAgency = async (role: string, agencyId: string, browser = owner.browser) => {
    const invited = await client.browser.post(
      '/v1/invitations',
      { email: owner.email, role, as: 'agency' },
      client.workspaceId,
    )
    expect(invited.status).toBe(201)
    const token = await tokenFor(server, owner.email)
    return browser.post('/v1/invitations/accept', { token, agencyId })
  }
  beforeAll(async () => {
    client = await claimSecond('Client')
    agency = await claimSecond('Agency')
    staff = await join(server, agency, 'editor', 'stan@example.com')
  })

  it('is let in by the client, and brings a workspace of its own', async () => {
    expect((await toAgency('admin', 'not-ours')).status).toBe(403)
    expect((await toAgency('admin', client.workspaceId)).status).toBe(409)
    const owning = { email: owner.email, role: 'owner', as: 'agency' }
    const refused = await client.browser.post('/v1/invitations', owning, client.workspaceId)
    expect(refused.status).toBe(422)
    expect((await toAgency('viewer', agency.workspaceId)).status).toBe(200)
    expect(await members(client.browser, client.workspaceId)).toMatchObject({
      agencies: [{ workspaceId: agency.workspaceId, role: 'viewer' }],
    })
    expect(await members(agency.browser, agency.workspaceId)).toMatchObject({
      clients: [{ workspaceId: client.workspaceId }],
    })
  })

  it('has all its clients in one list, with the lesser of both roles', async () => {
    expect((await staff.browser.get('/v1/me')).body).toMatchObject({
      workspaces: [
        { id: agency.workspaceId, role: 'editor' },
        { id: client.workspaceId, role: 'viewer', agencyOf: { id: agency.workspaceId } },
      ],
    })
    expect((await toAgency('admin', agency.workspaceId)).status).toBe(200)
    expect(await workspacesOf(staff.browser)).toMatchObject([
      { role: 'editor' },
      { id: client.workspaceId, role: 'editor' },
    ])
    expect((await staff.browser.get('/v1/workspace', client.workspaceId)).status).toBe(200)
    expect((await staff.browser.get('/v1/audit', client.workspaceId)).status).toBe(403)
  })

  it('lets its own clients see nothing of the others', async () => {
    const { browser } = await join(server, agency, 'client', 'carl@example.com')
    expect(await workspacesOf(browser)).toMatchObject([{ id: agency.workspaceId, role: 'client' }])
    expect((await browser.get('/v1/workspace', client.workspaceId)).status).toBe(404)
  })

  it('gives nobody the right to what is behind its clients', async () => {
    const behind = await claimSecond('Behind')
    await server.records.db
      .insertInto('workspace_agencies')
      .values({ workspace_id: behind.workspaceId, agency_id: client.workspaceId, role: 'admin' })
      .execute()
    expect((await staff.browser.get('/v1/workspace', behind.workspaceId)).status).toBe(404)
  })

  it('is out when the client says so', async () => {
    const url = `/v1/agencies/${agency.workspaceId}`
    expect((await client.browser.delete(url, {}, client.workspaceId)).status).toBe(200)
    expect((await client.browser.delete(url, {}, client.workspaceId)).status).toBe(404)
    expect((await staff.browser.get('/v1/workspace', client.workspaceId)).status).toBe(404)
    expect(await workspacesOf(staff.browser)).toHaveLength(1)
  })

  it('makes workspaces of its clients itself', async () => {
    const made = await agency.browser.post('/v1/workspaces', {
      name: 'Fresh client',
      agencyId: agency.workspaceId,
    })
    expect(made.status).toBe(201)
    const { workspaceId } = made.body as { workspaceId: string }
    expect(await workspacesOf(staff.browser)).toContainEqual(
      expect.objectContaining({ id: workspaceId, role: 'editor' }),
    )
    const byStaff = { name: 'Not mine', agencyId: agency.workspaceId }
    expect((await staff.browser.post('/v1/workspaces', byStaff)).status).toBe(403)
    const url = `/v1/clients/${workspaceId}`
    expect((await agency.browser.delete(url, {}, agency.workspaceId)).status).toBe(200)
    expect((await staff.browser.get('/v1/workspace', workspaceId)).status).toBe(404)
  })
})
