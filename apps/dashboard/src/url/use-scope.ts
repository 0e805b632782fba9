import { useMemo } from 'react'
import { useWorkspaceNow } from '../frame/workspace-context.ts'
import { useToday } from '../kit/use-today.ts'
import { scopeOf } from './scope.ts'
import type { Scope } from './scope.ts'
import { useScopeFields } from './use-scope-fields.ts'
import { useView } from './use-view.ts'

export function useScope(): Scope {
  const workspace = useWorkspaceNow()
  const [view] = useView(useScopeFields())
  const today = useToday(workspace)
  return useMemo(() => scopeOf(view, today, workspace), [view, today, workspace])
}
