import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import { createContext, useContext } from 'react'
import type { Role } from '../api/me.ts'

/** The workspace on the screen, and what whoever looks may do there. */
export interface Shown extends WorkspaceNow {
  /** `null` where the server has no accounts, or the page is shown by a key. */
  readonly role: Role | null
}

const WorkspaceContext = createContext<Shown | null>(null)
export const WorkspaceProvider = WorkspaceContext.Provider

export function useWorkspaceNow(): Shown {
  const shown = useContext(WorkspaceContext)
  if (!shown) throw new Error('Pages stand inside <Frame>.')
  return shown
}
