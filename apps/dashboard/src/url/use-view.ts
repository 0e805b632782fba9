import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { scopeFields } from './scope.ts'
import { readView, writeView } from './view.ts'
import type { Fields, Search, ViewOf } from './view.ts'

interface How {
  /** Not a step in the browser's history: while somebody types, for one. */
  readonly replace?: boolean
}

/** What the address says of these fields, and how to change it. `fields` must not change. */
export function useView<F extends Fields>(fields: F) {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const view = useMemo(() => readView(fields, search), [fields, search])
  const change = useCallback(
    (part: Partial<ViewOf<F>>, { replace = false }: How = {}) =>
      void navigate({
        to: '.',
        search: (before: Search) => writeView(fields, part, before),
        replace,
        resetScroll: false,
      }),
    [fields, navigate],
  )
  return [view, change] as const
}

/** What goes along to another page: the scope, and nothing of this page's own. */
export function useScopeSearch(): Search {
  const search: Search = useSearch({ strict: false })
  return useMemo(
    () => Object.fromEntries(Object.entries(search).filter(([name]) => name in scopeFields)),
    [search],
  )
}
