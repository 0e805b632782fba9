import type { Endpoint } from '@airgraph/contract/endpoint.ts'
import { isAtLeast, type MemberRole, memberRoles } from '@airgraph/domain/role.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, claim, join, openBrowser, type Owner } from './testing-people.ts'
import { openTenant, openTestServer, type TestServer } from './testing.ts'

let server: TestServer
let owner: Owner
const people = new Map<MemberRole, Browser>()
beforeAll(async () => {
  server = await openTestServer({ sample: false })
  owner = await claim(server)
  people.set('owner', owner.browser)
  for (const role of memberRoles)
    if (role !== 'owner') people.set(role, (await join(server, owner, role)).browser)
  await openTenant(server, 'theirs')
})
afterAll(() => server[Symbol.asyncDispose]())

/** A stream that goes on has a test of its own, and who has left cannot be tried again; a key in a body is no person. */
const untried = ['GET /v1/live', 'POST /v1/members/leave']
const nameOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>) => `${method} ${path}`
const walked = () =>
  server.endpoints.filter(
    ({ scope, keyInBody, ...endpoint }) =>
      scope !== 'open' && !keyInBody && !untried.includes(nameOf(endpoint)),
  )
/** With ids that are nobody's and without a body: who is let in is refused later, and nothing is changed. */
const call = (browser: Browser, { method, path }: Endpoint, workspace?: string) =>
  browser.call({ method, url: path.replaceAll(/:\w+/g, 'nothing') }, workspace)

const isMemberRole = (role: Endpoint['role']): role is MemberRole =>
  (memberRoles as readonly string[]).includes(role)

const mayCall = (role: MemberRole, { role: least }: Endpoint) =>
  isMemberRole(least) ? isAtLeast(role, least) : least === 'person'

const isRefused = ({ status, body }: { status: number; body: unknown }) =>
  (status === 403 && (body as { detail: string }).detail.startsWith('This is for ')) ||
  status === 401

describe.each(memberRoles)('a %s', (role) => {
  it('may call what is declared for the role or a lesser one, and nothing else', async () => {
    const browser = people.get(role) as Browser
    const wrong: string[] = []
    for (const endpoint of walked()) {
      const answer = await call(browser, endpoint, owner.workspaceId)
      if (isRefused(answer) === mayCall(role, endpoint))
        wrong.push(`${nameOf(endpoint)}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    expect(wrong).toEqual([])
  })

  it('is nothing in another workspace, not even by its name', async () => {
    const browser = people.get(role) as Browser
    for (const endpoint of walked().filter(({ role: least }) => isMemberRole(least)))
      for (const workspace of ['theirs', 'nobodys']) {
        const { status, body } = await call(browser, endpoint, workspace)
        expect({ status, body }, nameOf(endpoint)).toMatchObject({
          status: 404,
          body: { detail: `There is no workspace “${workspace}”.` },
        })
      }
  })

  it('says in which workspace', async () => {
    const browser = people.get(role) as Browser
    for (const endpoint of walked().filter(({ role: least }) => isMemberRole(least))) {
      const { status, body } = await call(browser, endpoint)
      expect({ status, body }, nameOf(endpoint)).toMatchObject({
        status: 422,
        body: { detail: expect.stringContaining('x-airgraph-workspace') },
      })
    }
  })
})

it('who is not signed in is asked to', async () => {
  for (const endpoint of walked())
    for (const workspace of [owner.workspaceId, undefined]) {
      const { status } = await call(openBrowser(server), endpoint, workspace)
      expect(status, nameOf(endpoint)).toBe(401)
    }
})

it('a picture and a stream of events name the workspace behind “?”, and nothing that changes does', async () => {
  const at = `workspace=${owner.workspaceId}`
  const { browser } = owner
  expect((await browser.get(`/v1/workspace?${at}`)).status).toBe(200)
  expect((await browser.get(`/v1/workspace?workspace=theirs`)).status).toBe(404)
  expect((await browser.patch(`/v1/workspace?${at}`, { name: 'X' })).status).toBe(422)
})

it('the live stream is for viewers, by their cookie, and tells of the workspace that they name', async () => {
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const open = async (role: MemberRole, workspace: string) => {
    const cookies = [...(people.get(role)?.cookies ?? [])].map(([k, v]) => `${k}=${v}`).join('; ')
    const gone = new AbortController()
    const { status } = await fetch(`${url}/v1/live?workspace=${workspace}`, {
      headers: { cookie: cookies, 'sec-fetch-site': 'same-origin' },
      signal: gone.signal,
    })
    gone.abort()
    return status
  }
  expect(await open('viewer', owner.workspaceId)).toBe(200)
  expect(await open('client', owner.workspaceId)).toBe(403)
  expect(await open('viewer', 'theirs')).toBe(404)
})
