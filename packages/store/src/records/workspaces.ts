import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import type { Kysely, Selectable } from 'kysely'
import type { Tables } from './schema.ts'

export interface Workspace {
  readonly workspaceId: WorkspaceId
  readonly name: string
  /** IANA name. */
  readonly timeZone: string
  /** ISO 4217. */
  readonly currency: string
  readonly weekStart: 'monday' | 'sunday'
  /** Simulated data to look at, not anybody's. */
  readonly sample: boolean
}

const read = (row: Selectable<Tables['workspaces']>): Workspace => ({
  workspaceId: row.workspace_id as WorkspaceId,
  name: row.name,
  timeZone: row.time_zone,
  currency: row.currency,
  weekStart: row.week_start,
  sample: row.sample,
})

export const workspaces = (db: Kysely<Tables>) => ({
  async create(workspace: Workspace): Promise<Result<Workspace, 'name-taken'>> {
    const made = await db
      .insertInto('workspaces')
      .values({
        workspace_id: workspace.workspaceId,
        name: workspace.name,
        time_zone: workspace.timeZone,
        currency: workspace.currency,
        week_start: workspace.weekStart,
        sample: workspace.sample,
      })
      .onConflict((c) => c.doNothing())
      .returning('workspace_id')
      .executeTakeFirst()
    return made === undefined ? err('name-taken') : ok(workspace)
  },
  async find(workspaceId: string): Promise<Workspace | null> {
    const row = await db
      .selectFrom('workspaces')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirst()
    return row === undefined ? null : read(row)
  },
  async list(): Promise<readonly Workspace[]> {
    const rows = await db.selectFrom('workspaces').selectAll().orderBy('workspace_id').execute()
    return rows.map(read)
  },
})
