import type { listKeys } from '@airgraph/contract/keys.ts'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api.ts'

export type Key = (typeof listKeys)['reply'][200]['_zod']['output']['keys'][number]

export const keysKey = ['keys']

export function useKeys() {
  const api = useApi()
  return useQuery({
    queryKey: keysKey,
    queryFn: ({ signal }) => api.call<typeof listKeys>('GET /v1/keys', { signal }),
  })
}

/** The secret of a key is in one answer and nowhere else. */
export interface Fresh {
  readonly keyId: string
  readonly title: string
  readonly secret: string
}
