import { mayManage } from '../api/me.ts'
import type { MyWorkspace } from '../api/me.ts'
import { pages } from './pages.ts'
import type { Page } from './pages.ts'

/** Which pages somebody is offered: none where they may do nothing. The sample shows all that there is. */
export function pagesFor(shown: Pick<MyWorkspace, 'role' | 'sample'> | null): readonly Page[] {
  if (shown === null || shown.sample) return pages
  if (shown.role === 'client')
    return pages.filter(({ path }) => path === '/' || path === '/settings')
  return pages.filter((page) => !('forManagers' in page) || mayManage(shown.role, false))
}
