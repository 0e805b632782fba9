import { useNavigate } from '@tanstack/react-router'
import { pages } from './pages.ts'

/** Of a campaign or a contact there is none in another workspace: its list is the nearest. */
export const nearestPage = (pathname: string) => {
  const first = `/${pathname.split('/')[1] ?? ''}`
  return pages.some(({ path }) => path === first) || first === '/account' ? first : '/'
}

/** The other workspace is in the address, so that each tab can show its own. */
export function useSwitch() {
  const navigate = useNavigate()
  return (workspace: string) =>
    void navigate({
      to: nearestPage(window.location.pathname),
      search: { workspace },
    })
}
