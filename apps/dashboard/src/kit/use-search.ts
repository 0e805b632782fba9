import { useSyncExternalStore } from 'react'

const changed = 'airgraph:search'

function subscribe(onChange: () => void) {
  window.addEventListener('popstate', onChange)
  window.addEventListener(changed, onChange)
  return () => {
    window.removeEventListener('popstate', onChange)
    window.removeEventListener(changed, onChange)
  }
}

/** A step in the browser's history, unless it is where we are. */
function go(search: string) {
  if (search === window.location.search) return
  window.history.pushState(null, '', `${window.location.pathname}${search}`)
  window.dispatchEvent(new Event(changed))
}

/** The address's query string, and how to change it. */
export function useSearch() {
  const search = useSyncExternalStore(subscribe, () => window.location.search)
  return [search, go] as const
}
