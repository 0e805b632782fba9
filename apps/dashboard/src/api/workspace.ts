import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useApi } from './api.ts'
import { early } from './early.ts'

const queryKey = ['workspace']

export function useWorkspace() {
  const api = useApi()
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await early.take(api.workspaceId)) ?? api.workspace({ signal }),
  })
}

/** What is known of the workspace, before the server says it again. */
export function useWorkspaceCache() {
  const cache = useQueryClient()
  return {
    note: (part: Partial<WorkspaceNow>) =>
      cache.setQueryData<WorkspaceNow>(queryKey, (now) => now && { ...now, ...part }),
    refresh: () => cache.invalidateQueries({ queryKey }),
  }
}

/** What the live stream says ahead of the next answer. Never moves backwards. */
export const noteLastEvent = (cache: QueryClient, at: string) =>
  cache.setQueryData<WorkspaceNow>(queryKey, (workspace) =>
    workspace && Date.parse(at) > Date.parse(workspace.lastEventAt ?? '1970-01-01')
      ? { ...workspace, lastEventAt: at }
      : workspace,
  )
