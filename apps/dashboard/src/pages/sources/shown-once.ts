import { useSyncExternalStore } from 'react'

/** URLs that the server has told and will not tell again. They live as long as the page, and nowhere else. */
const urls = new Map<string, string>()
const listeners = new Set<() => void>()

const keyOf = (workspaceId: string, source: string) => `${workspaceId}/${source}`

export function keepUrl(workspaceId: string, source: string, path: string) {
  urls.set(keyOf(workspaceId, source), new URL(path, window.location.origin).href)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useShownUrl = (workspaceId: string, source: string): string | undefined =>
  useSyncExternalStore(subscribe, () => urls.get(keyOf(workspaceId, source)))
