import type { Preferences } from '@airgraph/contract/me.ts'
import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { setLocale } from '../format/locale.ts'

/** What a person chose once is so wherever they sign in. */
export function usePreferences(preferences: Preferences | null) {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const theme = preferences?.theme
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme === 'system' ? 'auto' : theme)
  }, [theme, setColorScheme])
  // Before anything below is shown: numbers are written by it.
  setLocale(preferences?.locale ?? null)
}
