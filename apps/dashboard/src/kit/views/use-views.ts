import type { deleteView, listViews, saveView, View } from '@airgraph/contract/views.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../api/api.ts'
import { useMeNow } from '../../frame/me-context.ts'
import { inSentence } from '../form/in-sentence.ts'
import { say } from '../toast.ts'

const queryKey = ['views']
const none: readonly View[] = []

/** One's own views in this workspace. A visitor has none. */
export function useViews() {
  const api = useApi()
  const cache = useQueryClient()
  const { me } = useMeNow()
  const { data } = useQuery({
    queryKey,
    enabled: me.person !== null,
    queryFn: ({ signal }) => api.call<typeof listViews>('GET /v1/views', { signal }),
  })
  const show = (change: (views: readonly View[]) => readonly View[]) =>
    cache.setQueryData<{ views: readonly View[] }>(queryKey, (now) => ({
      views: change(now?.views ?? none),
    }))
  const save = async (view: Pick<View, 'page' | 'name' | 'search'>) => {
    const saved = await api.call<typeof saveView>('POST /v1/views', { body: view })
    show((views) => [...views.filter(({ viewId }) => viewId !== saved.viewId), saved])
    return saved
  }
  const remove = async (view: View) => {
    show((views) => views.filter(({ viewId }) => viewId !== view.viewId))
    const { page, name, search, viewId } = view
    try {
      await api.call<typeof deleteView>('DELETE /v1/views/:viewId', { params: { viewId } })
      say(`“${name}” is forgotten.`, { undo: () => void save({ page, name, search }) })
    } catch (error) {
      show((views) => [...views, view])
      say(`“${name}” stays: ${inSentence(error as Error)}`, { tone: 'bad' })
    }
  }
  return { mayHave: me.person !== null, views: data?.views ?? none, save, remove }
}
