import { QueryClient } from '@tanstack/react-query'
import { mayRetry } from './may-retry.ts'

/** Soon enough that a restart goes unnoticed. */
const retryDelay = (failures: number) => 400 * 2 ** failures

export const createCache = () =>
  new QueryClient({
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
