import type { getMe, Me, MyWorkspace } from '@airgraph/contract/me.ts'
import type { MemberRole } from '@airgraph/domain/role.ts'
import { useQuery } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { createApi } from './api.ts'

export type { Me, MyWorkspace }
export type Role = MemberRole

const queryKey = ['me']

/** Who is looking, and what they may look at. */
export const useMe = (cache: QueryClient) =>
  useQuery(
    {
      queryKey,
      queryFn: ({ signal }) => createApi(null).call<typeof getMe>('GET /v1/me', { signal }),
      staleTime: Infinity,
    },
    cache,
  )

/** After signing in or out, and whenever it may have changed what somebody may do. */
export const refreshMe = (cache: QueryClient) => cache.invalidateQueries({ queryKey })

/**
 * The workspace that the address names: `null` where whoever looks may not go there. Where it names none, the one that
 * was looked at last, or the first.
 */
export function chosenOf(
  { workspaces }: Pick<Me, 'workspaces'>,
  wanted: string,
  last: string | null = null,
): MyWorkspace | null {
  const named = (name: string | null) => workspaces.find(({ id }) => id === name)
  if (wanted !== '') return named(wanted) ?? null
  return named(last) ?? workspaces[0] ?? null
}

/** Whether to offer what changes things. The server has the last word. */
export const mayManage = (role: Role | null, isSample: boolean) =>
  role === null ? !isSample : role === 'owner' || role === 'admin'

/** The workspaces as whose agency one may speak: those that one manages as a member. */
export const agenciesOf = ({ workspaces }: Pick<Me, 'workspaces'>) =>
  workspaces.filter(
    ({ sample, agencyOf, role }) => !sample && agencyOf === undefined && mayManage(role, sample),
  )
