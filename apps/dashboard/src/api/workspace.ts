import type { QueryClient } from '@tanstack/react-query'
import { useQuery } from '@tanstack/react-query'
import type { Calendar } from '../time/period.ts'
import { useApi } from './api.ts'

export interface Workspace extends Calendar {
  readonly workspaceId: string
  readonly name: string
  /** ISO 4217. */
  readonly currency: string
  /** Its events are simulated. */
  readonly sample: boolean
  /** When we heard of the newest event; `null` before the first. */
  readonly lastEventAt: string | null
}

const queryKey = ['workspace']

export function useWorkspace() {
  const api = useApi()
  return useQuery({ queryKey, queryFn: ({ signal }) => api.workspace({ signal }) })
}

/** What the live stream says ahead of the next answer. Never moves backwards. */
export const noteLastEvent = (cache: QueryClient, at: string) =>
  cache.setQueryData<Workspace>(queryKey, (workspace) =>
    workspace && Date.parse(at) > Date.parse(workspace.lastEventAt ?? '1970-01-01')
      ? { ...workspace, lastEventAt: at }
      : workspace,
  )
