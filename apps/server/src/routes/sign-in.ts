import { setTimeout as sleep } from 'node:timers/promises'
import type { Endpoint } from '@airgraph/contract/endpoint.ts'
import {
  authEndpoints,
  changePassword,
  endOtherSessions,
  endSession,
  listSessions,
  providerCallback,
  requestPasswordReset,
  signInEmail,
} from '@airgraph/contract/sign-in.ts'
import type { FailureCode } from '@airgraph/domain/failure.ts'
import type { Millis } from '@airgraph/domain/units.ts'
import type { Allowance } from '@airgraph/store/records/attempts.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { authPath } from '../accounts/auth.ts'
import { forgivenBySignIn, resetAllowances, signInAllowances } from '../accounts/limits.ts'
import { type Call, handle, reply, type Route } from '../http/handle.ts'
import { personOf } from '../http/principal.ts'
import { problem, tooOften } from '../http/problem.ts'

interface Needs {
  readonly records: Pick<Records, 'people' | 'attempts' | 'emailChanges'>
  readonly accounts: Accounts
}

/** What is asked with an address takes at least this long, so that nobody sees by the time whether it is known. */
const unhurried = 400 as Millis

export const signInRoutes = ({ records, accounts }: Needs): Route[] => {
  const { people, attempts, emailChanges } = records
  const passOn = async (endpoint: Endpoint, call: Call<Endpoint>) => {
    const answer = await accounts.answer({
      method: endpoint.method,
      path: pathOf(endpoint, call),
      headers: call.headers,
      body: endpoint.method === 'GET' ? undefined : (call.body ?? {}),
      client: call.client.address,
    })
    return shown(answer)
  }

  const limited = async (
    endpoint: Endpoint,
    call: Call<Endpoint>,
    allowances: readonly Allowance[],
  ) => {
    const wait = await attempts.take(allowances)
    return wait === null ? passOn(endpoint, call) : tooOften(wait)
  }

  const signIn = async (call: Call<Endpoint>) => {
    const tried = { email: emailIn(call), network: call.client.network }
    const answer = await limited(signInEmail, call, signInAllowances(tried))
    if (answer.status === 200) await attempts.forget(forgivenBySignIn(tried))
    return answer
  }

  const askForReset = async (call: Call<Endpoint>) => {
    const tried = { email: emailIn(call), network: call.client.network }
    const [answer] = await Promise.all([
      limited(requestPasswordReset, call, resetAllowances(tried)),
      sleep(unhurried),
    ])
    return answer
  }

  /** An address that somebody asked for who knew the old one is not confirmed any more. */
  const change = async (call: Call<Endpoint>) => {
    const answer = await passOn(changePassword, call)
    if (answer.status === 200) await emailChanges.forget(personOf(call.principal).person.id)
    return answer
  }

  /** A browser is on its way: it is led on, whatever happened. */
  const comeBack = async (call: Call<Endpoint>) => {
    const answer = await passOn(providerCallback, call)
    return answer.status < 400
      ? answer
      : { status: 302, body: '', headers: { location: '/sign-in?error=provider' } }
  }

  const runners = new Map<Endpoint, Route['run']>([
    [signInEmail, signIn],
    [requestPasswordReset, askForReset],
    [changePassword, change],
    [providerCallback, comeBack],
  ])

  return [
    ...authEndpoints.map((endpoint): Route => ({
      endpoint,
      run: runners.get(endpoint) ?? ((call) => passOn(endpoint, call)),
    })),
    handle(listSessions, async ({ principal }) => {
      const { person, sessionId } = personOf(principal)
      const sessions = await people.sessions(person.id)
      return reply(200, {
        sessions: sessions.map((session) => ({
          ...session,
          current: session.sessionId === sessionId,
          createdAt: session.createdAt.toISOString(),
          expiresAt: session.expiresAt.toISOString(),
        })),
      })
    }),
    handle(endSession, async ({ principal, params: { sessionId } }) =>
      (await people.endSession(personOf(principal).person.id, sessionId))
        ? reply(200, { sessionId })
        : reply(404, problem('not-found', 'There is no such session of yours.')),
    ),
    handle(endOtherSessions, async ({ principal }) => {
      const { person, sessionId } = personOf(principal)
      return reply(200, { ended: await people.endOtherSessions(person.id, sessionId) })
    }),
  ]
}

const emailIn = ({ body }: Call<Endpoint>) => (body as unknown as { readonly email: string }).email

function pathOf({ path }: Endpoint, { params, search }: Call<Endpoint>) {
  const named = path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((params as unknown as Record<string, unknown>)[name])),
  )
  const query = search.toString()
  return `${named.slice(authPath.length)}${query === '' ? '' : `?${query}`}`
}

/** As better-auth answers, but what it refuses is said as we say it. */
async function shown(answer: Response) {
  const cookies = answer.headers.getSetCookie()
  const location = answer.headers.get('location')
  const headers = {
    ...(cookies.length > 0 && { 'set-cookie': cookies }),
    ...(location !== null && answer.status === 302 && { location }),
  }
  const text = await answer.text()
  if (answer.status === 302) return { status: 302, body: '', headers }
  const body = parsed(text)
  if (answer.status < 400) return { status: 200, body, headers }
  if (answer.status === 429) return tooOften(Number(answer.headers.get('x-retry-after')) || 60)
  return { ...refusal(answer.status, body), headers }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

const codes: Readonly<Record<number, FailureCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
}

/** What better-auth calls a fault of its own, and is one of what was sent. */
const notOurs = ['FAILED_TO_VERIFY_REGISTRATION', 'AUTHENTICATION_FAILED']

function refusal(answered: number, body: unknown) {
  const { code = '' } = (body ?? {}) as { readonly code?: string }
  const status = notOurs.includes(code) || answered === 422 ? 400 : answered
  if (status >= 500) return reply(503, problem('unavailable', 'Signing in does not work now.'))
  const { message } = (body ?? {}) as { readonly message?: string }
  const said = problem(codes[status] ?? 'invalid', `${message ?? 'It was refused'}.`)
  return reply(status, { ...said, status })
}
