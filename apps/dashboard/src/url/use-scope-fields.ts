import { useMemo } from 'react'
import { useWorkspaceNow } from '../frame/workspace-context.ts'
import { scopeFields } from './scope.ts'

/** The scope, with what is usual in this workspace. */
export function useScopeFields(): typeof scopeFields {
  const { engagement: usual } = useWorkspaceNow()
  return useMemo(
    () => ({ ...scopeFields, engagement: { ...scopeFields.engagement, usual } }),
    [usual],
  )
}
