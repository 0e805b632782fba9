import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import { Navigate, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { mayManage } from '../api/me.ts'
import { useScopeSearch } from '../url/use-view.ts'
import { EmptyState } from './EmptyState.tsx'
import { useWorkspaceNow } from './workspace-context.ts'

/** Where the first events come from: these pages have something to show before there are any. */
const before = ['/sources', '/imports', '/settings', '/welcome']

interface Props {
  readonly workspace: WorkspaceNow
  readonly children: ReactNode
}

/** Until the first event every other page says how to get it; the first of them leads through it who may. */
export function FirstEvent({ workspace, children }: Props) {
  const { pathname } = useLocation()
  const { role, sample } = useWorkspaceNow()
  const search = useScopeSearch()
  const isSetUp = workspace.lastEventAt !== null || before.some((path) => pathname.startsWith(path))
  if (isSetUp) return children
  if (pathname === '/' && mayManage(role, sample))
    return <Navigate to="/welcome" search={search} replace />
  return <EmptyState workspace={workspace} />
}
