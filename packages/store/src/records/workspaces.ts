import { hash } from 'node:crypto'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { type Kysely, type Selectable, sql } from 'kysely'
import { addMember } from './members.ts'
import type { BrandSettings, Cadence, Tables } from './schema.ts'

export interface NewWorkspace {
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

export interface Workspace extends NewWorkspace {
  readonly cadence: Cadence
  readonly engagement: 'human' | 'all'
  readonly brand: BrandSettings
  /** Changes with the logo; `null` without one. */
  readonly logoVersion: string | null
  /** When it is removed for good, unless that is taken back. */
  readonly deletesAt: Date | null
}

export type WorkspaceSettings = Partial<
  Pick<
    Workspace,
    'name' | 'timeZone' | 'currency' | 'weekStart' | 'cadence' | 'engagement' | 'brand'
  >
>

export interface Logo {
  readonly type: string
  readonly bytes: Buffer
}

interface Belonging {
  /** Who owns it from the beginning. */
  readonly ownerId?: string
  /** Whose people may come in from the beginning. */
  readonly agencyId?: string
}

const read = (row: Selectable<Tables['workspaces']>): Workspace => ({
  workspaceId: row.workspace_id as WorkspaceId,
  name: row.name,
  timeZone: row.time_zone,
  currency: row.currency,
  weekStart: row.week_start,
  sample: row.sample,
  cadence: row.cadence,
  engagement: row.engagement,
  brand: row.brand,
  logoVersion: row.logo_version,
  deletesAt: row.deletes_at,
})

/** `null`: its name is taken, or was that of a workspace that is gone. */
export async function insertWorkspace(
  db: Kysely<Tables>,
  workspace: NewWorkspace,
): Promise<Workspace | null> {
  const { rows } = await sql<Selectable<Tables['workspaces']>>`
    INSERT INTO workspaces (workspace_id, name, time_zone, currency, week_start, sample)
    SELECT ${workspace.workspaceId}, ${workspace.name}, ${workspace.timeZone}, ${workspace.currency},
      ${workspace.weekStart}, ${workspace.sample}
    WHERE NOT EXISTS (SELECT 1 FROM workspace_removals WHERE workspace_id = ${workspace.workspaceId})
    ON CONFLICT DO NOTHING
    RETURNING *`.execute(db)
  return rows[0] === undefined ? null : read(rows[0])
}

export const workspaces = (db: Kysely<Tables>) => ({
  create: (
    workspace: NewWorkspace,
    { ownerId, agencyId }: Belonging = {},
  ): Promise<Result<Workspace, 'name-taken'>> =>
    db.transaction().execute(async (tx) => {
      const made = await insertWorkspace(tx, workspace)
      if (made === null) return err('name-taken')
      const { workspaceId } = workspace
      if (ownerId !== undefined)
        await addMember(tx, { workspaceId, personId: ownerId, role: 'owner' })
      if (agencyId !== undefined)
        await tx
          .insertInto('workspace_agencies')
          .values({ workspace_id: workspaceId, agency_id: agencyId, role: 'admin' })
          .execute()
      return ok(made)
    }),
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
  async among(workspaceIds: readonly string[]): Promise<readonly Workspace[]> {
    if (workspaceIds.length === 0) return []
    const rows = await db
      .selectFrom('workspaces')
      .selectAll()
      .where('workspace_id', 'in', workspaceIds)
      .orderBy('name')
      .execute()
    return rows.map(read)
  },
  /** What is left out stays. `null` where there is no such workspace. */
  async change(workspaceId: WorkspaceId, settings: WorkspaceSettings): Promise<Workspace | null> {
    const { name, timeZone, currency, weekStart, cadence, engagement, brand } = settings
    const row = await db
      .updateTable('workspaces')
      .set({
        workspace_id: workspaceId, // so that nothing to change is no wrong statement
        ...(name !== undefined && { name }),
        ...(timeZone !== undefined && { time_zone: timeZone }),
        ...(currency !== undefined && { currency }),
        ...(weekStart !== undefined && { week_start: weekStart }),
        ...(cadence !== undefined && { cadence }),
        ...(engagement !== undefined && { engagement }),
        ...(brand !== undefined && {
          brand: sql<string>`brand || ${JSON.stringify(brand)}::jsonb`,
        }),
      })
      .where('workspace_id', '=', workspaceId)
      .returningAll()
      .executeTakeFirst()
    return row === undefined ? null : read(row)
  },
  /** Gives its version. */
  setLogo: (workspaceId: WorkspaceId, { type, bytes }: Logo): Promise<string> =>
    db.transaction().execute(async (tx) => {
      const version = hash('sha256', bytes).slice(0, 16)
      await tx
        .insertInto('workspace_logos')
        .values({ workspace_id: workspaceId, type, bytes })
        .onConflict((c) => c.column('workspace_id').doUpdateSet({ type, bytes }))
        .execute()
      await tx
        .updateTable('workspaces')
        .set({ logo_version: version })
        .where('workspace_id', '=', workspaceId)
        .execute()
      return version
    }),
  async logo(workspaceId: WorkspaceId): Promise<Logo | null> {
    const row = await db
      .selectFrom('workspace_logos')
      .select(['type', 'bytes'])
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirst()
    return row ?? null
  },
  deleteLogo: (workspaceId: WorkspaceId) =>
    db.transaction().execute(async (tx) => {
      await tx.deleteFrom('workspace_logos').where('workspace_id', '=', workspaceId).execute()
      await tx
        .updateTable('workspaces')
        .set({ logo_version: null })
        .where('workspace_id', '=', workspaceId)
        .execute()
    }),
  /** Asked for twice, the first time stands. `null` where there is no such workspace. */
  async markForDeletion(workspaceId: WorkspaceId, days: number): Promise<Date | null> {
    const row = await db
      .updateTable('workspaces')
      .set({
        deletes_at: sql<Date>`coalesce(deletes_at, now() + ${days} * interval '1 day')`,
      })
      .where('workspace_id', '=', workspaceId)
      .returning('deletes_at')
      .executeTakeFirst()
    return row?.deletes_at ?? null
  },
  /** `null` where it was not to be deleted. */
  async restore(workspaceId: WorkspaceId): Promise<Workspace | null> {
    const row = await db
      .updateTable('workspaces')
      .set({ deletes_at: null })
      .where('workspace_id', '=', workspaceId)
      .where('deletes_at', 'is not', null)
      .returningAll()
      .executeTakeFirst()
    return row === undefined ? null : read(row)
  },
})
