import type { listMembers } from '@airgraph/contract/members.ts'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api.ts'

export const membersKey = ['members']
export type Listed = (typeof listMembers)['reply'][200]['_zod']['output']

export function useMembers() {
  const api = useApi()
  return useQuery({
    queryKey: membersKey,
    queryFn: ({ signal }) => api.call<typeof listMembers>('GET /v1/members', { signal }),
  })
}
