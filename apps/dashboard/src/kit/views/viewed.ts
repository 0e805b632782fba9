import { pages } from '../../frame/pages.ts'

/** What a view says of where it belongs; `null` on a page that has none, such as one campaign. */
export function viewedPage(pathname: string): string | null {
  const page = pages.find(({ path }) => path === (pathname.replace(/\/$/, '') || '/'))
  if (page === undefined || page.path === '/settings') return null
  return page.path === '/' ? 'overview' : page.path.slice(1)
}

export const pathOfView = (page: string) => (page === 'overview' ? '/' : `/${page}`)

/** The workspace is not of the view: it is in a workspace already. In one order, so that equal views are equal. */
export function searchOfView(search: string): string {
  const said = new URLSearchParams(search)
  said.delete('workspace')
  said.sort()
  return said.toString()
}
