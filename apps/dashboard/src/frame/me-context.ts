import { createContext, useContext } from 'react'
import type { Me } from '../api/me.ts'

interface WhoLooks {
  readonly me: Me
  /** Asks again who is looking, and waits for the answer. */
  readonly refresh: () => Promise<void>
}

const MeContext = createContext<WhoLooks | null>(null)
export const MeProvider = MeContext.Provider

export function useMeNow(): WhoLooks {
  const who = useContext(MeContext)
  if (!who) throw new Error('Pages stand inside <Frame>.')
  return who
}

/** On pages that only people see. */
export function usePersonNow() {
  const { me, refresh } = useMeNow()
  if (!me.person) throw new Error('Nobody is signed in.')
  return { person: me.person, refresh }
}
