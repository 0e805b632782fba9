import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProvider, createApi } from './api/api.ts'
import { mayRetry } from './api/may-retry.ts'
import { OverviewPage } from './pages/overview/OverviewPage.tsx'
import { theme } from './theme/theme.ts'

const colourScheme = localStorageColorSchemeManager({ key: 'airgraph-colour-scheme' })

/** Soon enough that a restart goes unnoticed. */
const retryDelay = (failures: number) => 400 * 2 ** failures

const createCache = () =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: mayRetry, retryDelay, staleTime: 60_000, networkMode: 'always' },
    },
  })

export function App() {
  const [api] = useState(createApi)
  const [cache] = useState(createCache)
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colourScheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={cache}>
        <ApiProvider value={api}>
          <OverviewPage />
        </ApiProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
