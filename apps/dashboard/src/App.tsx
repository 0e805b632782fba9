import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { createCache } from './api/cache.ts'
import { createPages } from './router.tsx'
import { theme } from './theme/theme.ts'

const colourScheme = localStorageColorSchemeManager({ key: 'airgraph-colour-scheme' })

export function App() {
  const [router] = useState(() => createPages(createCache()))
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colourScheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <RouterProvider router={router} />
    </MantineProvider>
  )
}
