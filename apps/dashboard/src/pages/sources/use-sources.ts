import type { GoodReplyOf } from '@airgraph/contract/endpoint.ts'
import type { getSource, listSources } from '@airgraph/contract/sources.ts'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api.ts'

export type Listed = GoodReplyOf<typeof listSources>
export type Esp = Listed['esps'][number]
export type Source = GoodReplyOf<typeof getSource>

/** In the cache, the list and every source of it. */
export const sourcesKey = ['sources']

const listedEvery = 10_000

export function useSources() {
  const api = useApi()
  return useQuery({
    queryKey: [...sourcesKey, 'list'],
    queryFn: ({ signal }) => api.call<typeof listSources>('GET /v1/sources', { signal }),
    refetchInterval: listedEvery,
  })
}

const waitingEvery = 2_000
const knownEvery = 5_000

/** One of them, asked for again while somebody looks: what they wait for may come at any moment. */
export function useSource(name: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...sourcesKey, 'one', name],
    queryFn: ({ signal }) =>
      api.call<typeof getSource>('GET /v1/sources/:name', { params: { name }, signal }),
    refetchInterval: ({ state }) => (state.data?.firstEventAt === null ? waitingEvery : knownEvery),
  })
}
