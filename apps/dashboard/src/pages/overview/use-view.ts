import { useMemo } from 'react'
import { useSearch } from '../../kit/use-search.ts'
import { readView, writeView } from './view.ts'
import type { View } from './view.ts'

export function useView() {
  const [search, go] = useSearch()
  const view = useMemo(() => readView(search), [search])
  const change = (part: Partial<View>) => go(writeView({ ...view, ...part }, search))
  return [view, change] as const
}
