import type { getEmail } from '@airgraph/contract/email-change.ts'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api.ts'
import { useMeNow } from '../../frame/me-context.ts'

export const emailKey = ['email']

/** One's own address, and the one that waits to be confirmed; of nobody, nothing. */
export function useEmail() {
  const api = useApi()
  const { me } = useMeNow()
  return useQuery({
    queryKey: [...emailKey, me.person?.id],
    enabled: me.person !== null,
    queryFn: ({ signal }) => api.call<typeof getEmail>('GET /v1/me/email', { signal }),
  })
}
