import { Failure } from '@airgraph/domain/failure.ts'
import { useQuery } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { fetchJson } from './fetch-json.ts'

export type Role = 'owner' | 'admin' | 'editor' | 'viewer' | 'client'

export interface MyWorkspace {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly sample: boolean
}

/** Who is looking, and what they may look at. */
export interface Me {
  readonly person: { readonly id: string; readonly name: string; readonly email: string } | null
  readonly workspaces: readonly MyWorkspace[]
}

/** Of a server without accounts: it shows the sample workspace to whoever comes. */
const nobody: Me = { person: null, workspaces: [] }

const readMe = (signal: AbortSignal) =>
  fetchJson<Me>('/v1/me', { signal }).catch((error: unknown) => {
    if (error instanceof Failure && ['not-found', 'unauthorized'].includes(error.code))
      return nobody
    throw error
  })

export const useMe = (cache: QueryClient) =>
  useQuery(
    { queryKey: ['me'], queryFn: ({ signal }) => readMe(signal), staleTime: Infinity },
    cache,
  )

/** The workspace that was chosen, or the first; `null` where the server decides. */
export const chosenOf = ({ workspaces }: Me, wanted: string): MyWorkspace | null =>
  workspaces.find(({ id }) => id === wanted) ?? workspaces[0] ?? null

/** Whether to offer what changes things. The server has the last word. */
export const mayManage = (role: Role | null, isSample: boolean) =>
  role === null ? !isSample : role === 'owner' || role === 'admin'
