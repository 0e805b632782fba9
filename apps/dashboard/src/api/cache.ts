import { Failure } from '@airgraph/domain/failure.ts'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { mayRetry } from './may-retry.ts'

/** Soon enough that a restart goes unnoticed. */
const retryDelay = (failures: number) => 400 * 2 ** failures

/** `onSignedOut`: the server does not know any more who asks. */
export const createCache = (onSignedOut: () => void = () => {}) => {
  const onError = (error: Error) => {
    if (error instanceof Failure && error.code === 'unauthorized') onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: mayRetry,
        retryDelay,
        staleTime: 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: false, // what came meanwhile is owed, and asked for by who shows it
      },
    },
  })
}
