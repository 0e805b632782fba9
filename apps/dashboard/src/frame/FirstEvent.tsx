import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { EmptyState } from './EmptyState.tsx'

/** Where the first events come from: these pages have something to show before there are any. */
const before = ['/sources', '/imports', '/settings']

interface Props {
  readonly workspace: WorkspaceNow
  readonly children: ReactNode
}

/** Until the first event every other page says how to get it. */
export function FirstEvent({ workspace, children }: Props) {
  const { pathname } = useLocation()
  const isSetUp = workspace.lastEventAt !== null || before.some((path) => pathname.startsWith(path))
  return isSetUp ? children : <EmptyState workspace={workspace} />
}
