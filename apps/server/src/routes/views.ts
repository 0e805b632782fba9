import { deleteView, listViews, saveView } from '@airgraph/contract/views.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { SavedView } from '@airgraph/store/records/views.ts'
import { handle, reply } from '../http/handle.ts'
import { personOf } from '../http/principal.ts'
import { problem } from '../http/problem.ts'

export const viewRoutes = ({
  records: { views },
}: {
  readonly records: Pick<Records, 'views'>
}) => [
  handle(listViews, async ({ workspaceId, principal, query: { page } }) => {
    const personId = personOf(principal).person.id
    return reply(200, { views: (await views.list({ workspaceId, personId }, page)).map(shown) })
  }),
  handle(saveView, async ({ workspaceId, principal, body }) => {
    const personId = personOf(principal).person.id
    const saved = await views.save({ workspaceId, personId }, body)
    return saved.ok
      ? reply(201, shown(saved.value))
      : reply(409, problem('conflict', 'You have 200 views in this workspace: delete one first.'))
  }),
  handle(deleteView, async ({ workspaceId, principal, params: { viewId } }) => {
    const personId = personOf(principal).person.id
    return (await views.delete({ workspaceId, personId }, viewId))
      ? reply(200, { viewId })
      : reply(404, problem('not-found', 'There is no such view of yours.'))
  }),
]

const shown = (view: SavedView) => ({ ...view, createdAt: view.createdAt.toISOString() })
