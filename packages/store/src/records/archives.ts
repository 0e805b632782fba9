import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Tables } from './schema.ts'

/**
 * `writing`: its files are being made, and count for nothing. `live`: they count. `past`: they count no more, and are to be
 * deleted. `gone`: they were.
 */
export type ArchiveState = 'writing' | 'live' | 'past' | 'gone'

/** One month of one workspace in files. */
export interface Archive {
  readonly archiveId: string
  readonly workspaceId: WorkspaceId
  /** "2026-03", in UTC. */
  readonly month: string
  readonly state: ArchiveState
  readonly events: number
  readonly facts: number
  readonly bytes: number
  readonly madeAt: Date
  /** When it came to its state. */
  readonly since: Date
  /** Nothing of it is left in the tables. */
  readonly isRemoved: boolean
}

export interface Counts {
  readonly events: number
  readonly facts: number
  readonly bytes: number
}

const read = (row: Selectable<Tables['archives']>): Archive => ({
  archiveId: row.archive_id,
  workspaceId: row.workspace_id as WorkspaceId,
  month: row.month,
  state: row.state,
  events: Number(row.events),
  facts: Number(row.facts),
  bytes: Number(row.bytes),
  madeAt: row.made_at,
  since: row.since,
  isRemoved: row.removed,
})

/** Which months of which workspaces lie in files, and how far each is on its way there or back. */
export const archives = (db: Kysely<Tables>) => ({
  /** In the order of months. */
  async list(states: readonly ArchiveState[], workspaceId?: WorkspaceId) {
    const rows = await db
      .selectFrom('archives')
      .selectAll()
      .where('state', 'in', states)
      .$if(workspaceId !== undefined, (q) => q.where('workspace_id', '=', workspaceId ?? ''))
      .orderBy('workspace_id')
      .orderBy('month')
      .orderBy('made_at')
      .execute()
    return rows.map(read)
  },
  async begin(archiveId: string, workspaceId: WorkspaceId, month: string) {
    await db
      .insertInto('archives')
      .values({ archive_id: archiveId, workspace_id: workspaceId, month, state: 'writing' })
      .execute()
  },
  /** From now on it counts, and what it takes the place of does not: both or neither. */
  async switchTo(archiveId: string, { events, facts, bytes }: Counts, isRemoved = false) {
    await db.transaction().execute(async (all) => {
      await sql`
        UPDATE archives SET state = 'past', since = now() FROM archives AS mine
        WHERE mine.archive_id = ${archiveId} AND archives.state = 'live'
          AND archives.workspace_id = mine.workspace_id AND archives.month = mine.month`.execute(
        all,
      )
      await all
        .updateTable('archives')
        .set({ state: 'live', since: sql`now()`, events, facts, bytes, removed: isRemoved })
        .where('archive_id', '=', archiveId)
        .execute()
    })
  },
  async mark(archiveId: string, state: ArchiveState) {
    await db
      .updateTable('archives')
      .set({ state, since: sql`now()` })
      .where('archive_id', '=', archiveId)
      .execute()
  },
  async markRemoved(archiveId: string, removed: boolean) {
    await db.updateTable('archives').set({ removed }).where('archive_id', '=', archiveId).execute()
  },
})
