import { randomUUID } from 'node:crypto'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import type { Kysely, Selectable } from 'kysely'
import type { Tables } from './schema.ts'

/** A person's views in a workspace. */
export interface Owner {
  readonly workspaceId: WorkspaceId
  readonly personId: string
}

export interface SavedView {
  readonly viewId: string
  readonly page: string
  readonly name: string
  readonly search: string
  readonly createdAt: Date
}

/** Of one person in one workspace. */
const mostViews = 200

const read = (row: Selectable<Tables['saved_views']>): SavedView => ({
  viewId: row.view_id,
  page: row.page,
  name: row.name,
  search: row.search,
  createdAt: row.created_at,
})

export const savedViews = (db: Kysely<Tables>) => {
  const of = ({ workspaceId, personId }: Owner) =>
    db
      .selectFrom('saved_views')
      .where('workspace_id', '=', workspaceId)
      .where('person_id', '=', personId)
  return {
    async list(owner: Owner, page?: string): Promise<readonly SavedView[]> {
      const rows = await of(owner).selectAll().orderBy('name').execute()
      return rows.filter((row) => page === undefined || row.page === page).map(read)
    },
    async save(
      owner: Owner,
      view: Pick<SavedView, 'page' | 'name' | 'search'>,
    ): Promise<Result<SavedView, 'too-many'>> {
      const { n } = await of(owner)
        .select((e) => e.fn.countAll<string>().as('n'))
        .executeTakeFirstOrThrow()
      if (Number(n) >= mostViews) return err('too-many')
      const row = await db
        .insertInto('saved_views')
        .values({
          view_id: randomUUID(),
          workspace_id: owner.workspaceId,
          person_id: owner.personId,
          ...view,
        })
        .onConflict((c) =>
          c
            .columns(['workspace_id', 'person_id', 'page', 'name'])
            .doUpdateSet({ search: view.search }),
        )
        .returningAll()
        .executeTakeFirstOrThrow()
      return ok(read(row))
    },
    async delete({ workspaceId, personId }: Owner, viewId: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('saved_views')
        .where('workspace_id', '=', workspaceId)
        .where('person_id', '=', personId)
        .where('view_id', '=', viewId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
