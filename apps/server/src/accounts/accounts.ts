import { randomBytes } from 'node:crypto'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Person } from '@airgraph/store/records/people.ts'
import type { Logger } from 'pino'
import type { Oidc } from '../config.ts'
import { authPath, clientHeader, createAuth, oidcId, resetHolds } from './auth.ts'

interface Needs {
  readonly records: Records
  readonly publicUrl: string
  readonly authSecret: string | undefined
  readonly oidc: Oidc | null
  readonly log: Pick<Logger, 'error'>
}

export interface SignedIn {
  readonly person: Person
  readonly sessionId: string
}

/** What goes through to better-auth. */
interface AuthCall {
  readonly method: string
  /** After `/v1/auth`, with what stands behind “?”. */
  readonly path: string
  readonly headers: Headers
  readonly body: unknown
  /** The address that it comes from. */
  readonly client: string
}

interface Credentials {
  readonly email: string
  readonly password: string
  readonly headers: Headers
  readonly client: string
}

export type Accounts = Awaited<ReturnType<typeof openAccounts>>

/** Nothing else of a request is better-auth's business. */
const passedOn = ['cookie', 'user-agent', 'origin', 'referer', 'accept-language']

/** Who signs in, and how. */
export async function openAccounts({ records, publicUrl, authSecret, oidc, log }: Needs) {
  const secret =
    authSecret ?? (await records.setup.secret('auth-secret', randomBytes(32).toString('hex')))
  const auth = createAuth({ records, publicUrl, secret, oidc, log })
  const context = await auth.$context
  const sessionCookie = context.authCookies.sessionToken.name

  const answer = ({ method, path, headers, body, client }: AuthCall): Promise<Response> => {
    const sent = new Headers({ [clientHeader]: client })
    for (const name of passedOn) {
      const value = headers.get(name)
      if (value !== null) sent.set(name, value)
    }
    if (body !== undefined) sent.set('content-type', 'application/json')
    return auth.handler(
      new Request(`${publicUrl}${authPath}${path}`, {
        method,
        headers: sent,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
  }

  const passwordOf = async (personId: string): Promise<string | null> => {
    const logins = await context.internalAdapter.findAccounts(personId)
    return logins.find(({ providerId }) => providerId === 'credential')?.password ?? null
  }

  return {
    publicUrl,
    providers: oidc === null ? [] : [{ id: oidcId, name: oidc.name }],
    answer,
    /** Without a look at the records. */
    hasSession: (cookies: string | undefined) =>
      cookies?.split(';').some((one) => one.trim().startsWith(`${sessionCookie}=`)) ?? false,
    /** `null` where nobody is, or is any more; with cookies to set where the session goes on. */
    async find(cookies: string): Promise<{ who: SignedIn | null; setCookies: readonly string[] }> {
      const { response, headers } = await auth.api.getSession({
        headers: new Headers({ cookie: cookies }),
        returnHeaders: true,
      })
      const setCookies = headers.getSetCookie()
      if (response === null) return { who: null, setCookies }
      const person = await records.people.find(response.user.id)
      return {
        who: person && { person, sessionId: response.session.id },
        setCookies,
      }
    },
    /** The cookies of a new session, of somebody whose password is known to be right. */
    async signIn({ email, password, headers, client }: Credentials): Promise<readonly string[]> {
      const answered = await answer({
        method: 'POST',
        path: '/sign-in/email',
        headers: new Headers({ 'user-agent': headers.get('user-agent') ?? '' }),
        body: { email, password },
        client,
      })
      return answered.headers.getSetCookie()
    },
    hasPassword: async (personId: string) => (await passwordOf(personId)) !== null,
    /** Who has no password has no right one. */
    async isPassword(personId: string, password: string): Promise<boolean> {
      const hash = await passwordOf(personId)
      return hash !== null && (await context.password.verify({ hash, password }))
    },
    hashPassword: (password: string) => context.password.hash(password),
    /** By which a person sets a new password. */
    async createResetToken(personId: string) {
      const token = randomBytes(24).toString('base64url')
      const expiresAt = new Date(Date.now() + resetHolds * 1_000)
      await context.internalAdapter.createVerificationValue({
        value: personId,
        identifier: `reset-password:${token}`,
        expiresAt,
      })
      return { token, expiresAt }
    },
  }
}
