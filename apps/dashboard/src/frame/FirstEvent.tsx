import { Navigate, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { mayManage } from '../api/me.ts'
import { Nothing } from '../kit/Nothing.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { useScopeSearch } from '../url/use-view.ts'
import { EmptyState } from './EmptyState.tsx'
import { useWorkspaceNow } from './workspace-context.ts'

/** Where the first events come from: these pages have something to show before there are any. */
const before = ['/sources', '/imports', '/settings', '/account', '/welcome']
/** Of oneself and of the workspace, not of its numbers. */
const forEverybody = ['/settings', '/account']

interface Props {
  readonly children: ReactNode
}

/**
 * Until the first event every other page says how to get it, and the first of them leads through it who may; to whom nothing is
 * shown, that it is so.
 */
export function FirstEvent({ children }: Props) {
  const workspace = useWorkspaceNow()
  const { pathname } = useLocation()
  const search = useScopeSearch()
  const isOf = (paths: readonly string[]) => paths.some((path) => pathname.startsWith(path))
  if (workspace.role === 'client' && !isOf(forEverybody)) return <ForClients />
  if (workspace.lastEventAt !== null || isOf(before)) return children
  return pathname === '/' && mayManage(workspace.role, workspace.sample) ? (
    <Navigate to="/welcome" search={search} replace />
  ) : (
    <EmptyState workspace={workspace} />
  )
}

function ForClients() {
  const { name } = useWorkspaceNow()
  return (
    <>
      <PageHeader title={name} />
      <Nothing>
        Nothing is shared with you yet. As soon as somebody of “{name}” shares a report, it is here.
      </Nothing>
    </>
  )
}
