import type { MemberRole } from '@airgraph/domain/role.ts'
import type { InjectOptions } from 'fastify'
import { parsed, type TestServer } from './testing.ts'

export const password = 'a long enough password'

/** A browser in front of our page: it keeps cookies, and sends what the page sends. */
export function openBrowser({ app }: Pick<TestServer, 'app'>, address = '127.0.0.1') {
  const cookies = new Map<string, string>()
  const keep = (line: string) => {
    const [pair = '', ...attributes] = line.split(';')
    const [name = '', ...value] = pair.split('=')
    const isOver = attributes.some((one) => /^\s*max-age=0$/i.test(one))
    if (isOver) cookies.delete(name)
    else cookies.set(name, value.join('='))
  }
  const call = async (options: InjectOptions, workspace?: string) => {
    const response = await app.inject({
      remoteAddress: address,
      ...options,
      headers: {
        'x-airgraph': 'page',
        'sec-fetch-site': 'same-origin',
        ...(workspace !== undefined && { 'x-airgraph-workspace': workspace }),
        ...(cookies.size > 0 && {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
        ...options.headers,
      },
    })
    const setCookies = [response.headers['set-cookie'] ?? []].flat()
    setCookies.forEach(keep)
    return {
      status: response.statusCode,
      headers: response.headers,
      setCookies,
      body: parsed(response.body) as never,
    }
  }
  const sending =
    (method: 'POST' | 'PATCH' | 'DELETE') =>
    (url: string, payload: object = {}, workspace?: string) =>
      call({ method, url, payload }, workspace)
  return {
    cookies,
    call,
    get: (url: string, workspace?: string) => call({ method: 'GET', url }, workspace),
    post: sending('POST'),
    patch: sending('PATCH'),
    delete: sending('DELETE'),
    signIn: (email: string, secret = password) =>
      call({
        method: 'POST',
        url: '/v1/auth/sign-in/email',
        payload: { email, password: secret },
      }),
  }
}

export type Browser = ReturnType<typeof openBrowser>

/** The address of who is signed in there. */
export const whoIs = async (browser: Browser) =>
  ((await browser.get('/v1/me')).body as { person: { email: string } | null }).person?.email ?? null

/** The first person and their workspace. */
export async function claim(server: TestServer, email = 'owner@example.com', name = 'Acme') {
  const browser = openBrowser(server)
  const { status, body } = await browser.post('/v1/setup', {
    name: 'Olga Owner',
    email,
    password,
    workspace: { name },
  })
  if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`)
  const { workspaceId, personId } = body as { workspaceId: string; personId: string }
  return { browser, workspaceId, personId, email }
}

export type Owner = Awaited<ReturnType<typeof claim>>

/** What stands behind “#” in the newest mail to that address. */
export async function tokenFor({ records }: TestServer, email: string): Promise<string> {
  const mail = (await records.outbox.list(200)).find(({ to }) => to === email)
  const [, token] = /#(\S+)/.exec(mail?.text ?? '') ?? []
  if (token === undefined) throw new Error(`no link was mailed to ${email}`)
  return token
}

/** Somebody who was invited by the owner, and came. */
export async function join(
  server: TestServer,
  { browser, workspaceId }: Pick<Owner, 'browser' | 'workspaceId'>,
  role: MemberRole,
  email = `${role}@example.com`,
) {
  const invited = await browser.post('/v1/invitations', { email, role }, workspaceId)
  if (invited.status !== 201) throw new Error(`${invited.status}: ${JSON.stringify(invited.body)}`)
  const guest = openBrowser(server)
  const token = await tokenFor(server, email)
  const accepted = await guest.post('/v1/invitations/accept', { token, name: email, password })
  if (accepted.status !== 200)
    throw new Error(`${accepted.status}: ${JSON.stringify(accepted.body)}`)
  const { personId } = accepted.body as { personId: string }
  return { browser: guest, personId, email, workspaceId }
}
