import type { Answer } from '@airgraph/domain/answer.ts'
import type { Asked } from '@airgraph/domain/question.ts'
import { createContext, useContext } from 'react'
import { fetchJson } from './fetch-json.ts'
import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'

interface Options {
  readonly signal: AbortSignal
}

type AnswerTo<Q extends Asked> = Extract<Answer, { readonly type: Q['type'] }>

/** Everything that the page asks of the server, the live stream aside. Throws `Failure`. */
export interface Api {
  ask<Q extends Asked>(question: Q, options: Options): Promise<AnswerTo<Q>>
  workspace(options: Options): Promise<WorkspaceNow>
}

export const createApi = (): Api => ({
  ask: (question, { signal }) =>
    fetchJson('/v1/ask', {
      method: 'POST',
      // Other sites cannot send this header without our leave.
      headers: { 'content-type': 'application/json', 'x-airgraph': 'page' },
      body: JSON.stringify(question),
      signal,
    }),
  workspace: ({ signal }) => fetchJson('/v1/workspace', { signal }),
})

const ApiContext = createContext<Api | null>(null)
export const ApiProvider = ApiContext.Provider

export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('Wrap the page in <ApiProvider>.')
  return api
}
