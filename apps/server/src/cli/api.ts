import type { Endpoint, ReplyOf } from '@airgraph/contract/endpoint.ts'
import { Failure, type FailureCode } from '@airgraph/domain/failure.ts'
import type { Problem } from '@airgraph/contract/problem.ts'
import type { z } from 'zod'
import { send } from './send.ts'

/** Where the API is, and by what right we call it. */
export interface At {
  readonly url: string
  readonly token: string
  readonly workspace: string | undefined
}

type Good<E extends Endpoint> = Extract<ReplyOf<E>, { readonly status: 200 | 201 | 202 }>['body']

interface Input<E extends Endpoint> {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: E['body'] extends z.ZodType ? z.input<E['body']> : never
  readonly bytes?: Uint8Array<ArrayBuffer> | string
  readonly headers?: Readonly<Record<string, string>>
}

export type Api = ReturnType<typeof createApi>

/** Calls endpoints by their definition. A problem that comes back is thrown as a `Failure` with its sentence. */
export const createApi =
  (at: At) =>
  async <const E extends Endpoint>(endpoint: E, input: Input<E> = {}): Promise<Good<E>> => {
    const { status, type, text } = await send(address(at, endpoint, input), {
      method: endpoint.method,
      headers: headersOf(at, input),
      body: bodyOf(input),
    }).catch((error: unknown) => {
      throw new Failure('unavailable', `${at.url} does not answer.`, {
        cause: error,
        retry: 'later',
      })
    })
    if (type.startsWith('application/problem+json') || status >= 500) throw failureOf(text)
    return read(text) as Good<E>
  }

function address(at: At, endpoint: Endpoint, { params = {}, query = {} }: Input<Endpoint>) {
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  const url = new URL(path, at.url)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url
}

const headersOf = ({ token, workspace }: At, { body, headers }: Input<Endpoint>) => ({
  authorization: `Bearer ${token}`,
  ...(workspace !== undefined && { 'x-airgraph-workspace': workspace }),
  ...(body !== undefined && { 'content-type': 'application/json' }),
  ...headers,
})

function bodyOf({ body, bytes }: Input<Endpoint>) {
  return bytes ?? (body === undefined ? undefined : JSON.stringify(body))
}

/** What is no JSON came from somebody else: a proxy, or another server at that address. */
function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure('unavailable', `The server answered what is not JSON: ${text.slice(0, 300)}`)
  }
}

function failureOf(text: string) {
  try {
    const { detail, code } = JSON.parse(text) as Problem
    return new Failure(code as FailureCode, detail)
  } catch {
    return new Failure('unavailable', `The server answered: ${text.slice(0, 300)}`)
  }
}
