import type { Endpoint, ParamsOf } from '@airgraph/contract/endpoint.ts'
import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import type { Answer } from '@airgraph/domain/answer.ts'
import type { Asked } from '@airgraph/domain/question.ts'
import { createContext, useContext } from 'react'
import { fetchJson } from './fetch-json.ts'
import { pathOf } from './path-of.ts'
import type { z } from 'zod'

interface Options {
  readonly signal?: AbortSignal | undefined
}

type AnswerTo<Q extends Asked> = Extract<Answer, { readonly type: Q['type'] }>

type Part<E extends Endpoint, Name extends 'query' | 'body'> = E[Name] extends z.ZodType
  ? z.input<E[Name]>
  : undefined
/** What a call of an endpoint says. */
interface Call<E extends Endpoint> extends Options {
  readonly params?: ParamsOf<E>
  readonly query?: Part<E, 'query'>
  readonly body?: Part<E, 'body'>
}
type Good<E extends Endpoint> = E['reply'] extends { 200: infer R extends z.ZodType }
  ? z.output<R>
  : E['reply'] extends { 201: infer R extends z.ZodType }
    ? z.output<R>
    : E['reply'] extends { 202: infer R extends z.ZodType }
      ? z.output<R>
      : never

/** Everything that the page asks of the server, the live stream aside. Throws `Failure`. */
export interface Api {
  /** `null` where the server decides. */
  readonly workspaceId: string | null
  ask<Q extends Asked>(question: Q, options: Options): Promise<AnswerTo<Q>>
  workspace(options: Options): Promise<WorkspaceNow>
  /** `E` is of the contract, as a type alone: its schemas are the server's business. */
  call<E extends Endpoint>(route: `${E['method']} ${E['path']}`, call?: Call<E>): Promise<Good<E>>
}

export const createApi = (workspaceId: string | null): Api => {
  const headers = {
    // Other sites cannot send this header without our leave.
    'x-airgraph': 'page',
    ...(workspaceId !== null && { 'x-airgraph-workspace': workspaceId }),
  }
  const json = { ...headers, 'content-type': 'application/json' }
  return {
    workspaceId,
    ask: (question, { signal }) =>
      fetchJson('/v1/ask', {
        method: 'POST',
        headers: json,
        body: JSON.stringify(question),
        signal: signal ?? null,
      }),
    workspace: ({ signal }) => fetchJson('/v1/workspace', { headers, signal: signal ?? null }),
    call: (route, { params, query, body, signal } = {}) => {
      const [method = '', path = ''] = route.split(' ')
      return fetchJson(pathOf(path, params as never, query as never), {
        method,
        headers: body === undefined ? headers : json,
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ?? null,
      })
    },
  }
}

const ApiContext = createContext<Api | null>(null)
export const ApiProvider = ApiContext.Provider

export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('Wrap the page in <ApiProvider>.')
  return api
}
