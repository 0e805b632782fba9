import { randomUUID } from 'node:crypto'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'

/** How many whole months are kept before the current one; for ever where nothing is said. */
export interface RetentionPolicy {
  /** Of messages with all that names them, and of everything else. */
  readonly months: number | null
  /** Of what names no message, by kind. */
  readonly loose: Readonly<Record<string, number>>
  /** Whether day totals of what is removed stay. */
  readonly totals: 'keep' | 'remove'
  /** Months that ended so many months ago are put into files by themselves; never where nothing is said. */
  readonly archiveAfter: number | null
}

/** Before which days ("2026-03-01", in UTC) things were removed. */
export interface Removed {
  readonly all?: string | undefined
  readonly loose: Readonly<Record<string, string>>
  readonly totals: 'keep' | 'remove'
}

/** A removal that was begun. Once `kept`, its totals are on the disk, and rows may go. */
export interface Removal {
  readonly removal: string
  readonly isKept: boolean
}

export interface Retention {
  readonly policy: RetentionPolicy
  readonly removed: Removed | null
  readonly underway: Removal | null
}

export const keepsAll: RetentionPolicy = {
  months: null,
  loose: {},
  totals: 'keep',
  archiveAfter: null,
}
const nothing: Retention = { policy: keepsAll, removed: null, underway: null }

/** What each workspace keeps for how long, what was removed of it, and the record of who did it. */
export const retention = (db: Kysely<Tables>) => ({
  async read(workspaceId: WorkspaceId): Promise<Retention> {
    const row = await db
      .selectFrom('retention_policies')
      .select('body')
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirst()
    return row === undefined ? nothing : (JSON.parse(row.body) as Retention)
  },
  /** All workspaces of which something was removed. */
  async removed(): Promise<readonly (readonly [string, Removed])[]> {
    const rows = await db.selectFrom('retention_policies').selectAll().execute()
    return rows.flatMap((row) => {
      const { removed } = JSON.parse(row.body) as Retention
      return removed === null ? [] : [[row.workspace_id, removed] as const]
    })
  },
  async write(workspaceId: WorkspaceId, kept: Retention) {
    const body = JSON.stringify(kept)
    await db
      .insertInto('retention_policies')
      .values({ workspace_id: workspaceId, body })
      .onConflict((c) => c.column('workspace_id').doUpdateSet({ body, changed_at: sql`now()` }))
      .execute()
  },
  async note(workspaceId: WorkspaceId, report: unknown) {
    await db
      .insertInto('retention_runs')
      .values({ run_id: randomUUID(), workspace_id: workspaceId, report: JSON.stringify(report) })
      .execute()
  },
  /** The newest first. */
  async runs(workspaceId: WorkspaceId, most: number) {
    const rows = await db
      .selectFrom('retention_runs')
      .select(['ran_at', 'report'])
      .where('workspace_id', '=', workspaceId)
      .orderBy('ran_at', 'desc')
      .limit(most)
      .execute()
    return rows.map((row) => ({ at: row.ran_at, report: JSON.parse(row.report) as unknown }))
  },
})
