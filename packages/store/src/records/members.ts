import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { greaterRole, lesserRole, type MemberRole } from '@airgraph/domain/role.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'

export interface Member {
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly role: MemberRole
  readonly twoFactor: boolean
  readonly joinedAt: Date
}

/** What a person is in a workspace, and through which other one where they are no member of it. */
export interface Standing {
  readonly workspaceId: WorkspaceId
  readonly role: MemberRole
  readonly through: WorkspaceId | null
}

export interface AgencyLink {
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly role: MemberRole
  readonly since: Date
}

export type MemberRefusal = 'no-member' | 'last-owner' | 'owners-only'

interface Change {
  readonly workspaceId: WorkspaceId
  readonly personId: string
  /** `null`: out of it. */
  readonly role: MemberRole | null
  /** What who asks is in it; the operator stands as an owner. */
  readonly by: MemberRole
}

export const memberRecords = (db: Kysely<Tables>) => {
  /** Own membership, and what each agency makes of the person. */
  const standingsOf = async (personId: string, workspaceId?: string) => {
    const { rows } = await sql<{
      workspace_id: WorkspaceId
      role: MemberRole
      granted: MemberRole | null
      agency_id: WorkspaceId | null
    }>`
      SELECT workspace_id, role, NULL AS granted, NULL AS agency_id FROM members
      WHERE person_id = ${personId} AND (${workspaceId ?? null}::text IS NULL OR workspace_id = ${workspaceId ?? null})
      UNION ALL
      SELECT a.workspace_id, m.role, a.role, a.agency_id
      FROM members m JOIN workspace_agencies a ON a.agency_id = m.workspace_id
      WHERE m.person_id = ${personId} AND m.role <> 'client'
        AND (${workspaceId ?? null}::text IS NULL OR a.workspace_id = ${workspaceId ?? null})
      ORDER BY workspace_id, agency_id NULLS FIRST`.execute(db)
    const found = new Map<WorkspaceId, Standing>()
    for (const row of rows) {
      const role = row.granted === null ? row.role : lesserRole(row.role, row.granted)
      const known = found.get(row.workspace_id)
      found.set(row.workspace_id, {
        workspaceId: row.workspace_id,
        role: known === undefined ? role : greaterRole(known.role, role),
        through: known === undefined ? row.agency_id : known.through,
      })
    }
    return [...found.values()]
  }

  const links = async (from: 'workspace_id' | 'agency_id', workspaceId: WorkspaceId) => {
    const to = from === 'workspace_id' ? 'agency_id' : 'workspace_id'
    const rows = await db
      .selectFrom('workspace_agencies as a')
      .innerJoin('workspaces as w', 'w.workspace_id', `a.${to}`)
      .select(['w.workspace_id', 'w.name', 'a.role', 'a.since'])
      .where(`a.${from}`, '=', workspaceId)
      .orderBy('w.name')
      .execute()
    return rows.map((row): AgencyLink => ({ ...row, workspaceId: row.workspace_id as WorkspaceId }))
  }

  return {
    standingsOf,
    /** `null` where the person has no business there. */
    standing: async (personId: string, workspaceId: string): Promise<Standing | null> =>
      (await standingsOf(personId, workspaceId))[0] ?? null,
    async list(workspaceId: WorkspaceId): Promise<readonly Member[]> {
      const rows = await db
        .selectFrom('members as m')
        .innerJoin('people as p', 'p.id', 'm.person_id')
        .select(['p.id', 'p.name', 'p.email', 'p.two_factor_enabled', 'm.role', 'm.joined_at'])
        .where('m.workspace_id', '=', workspaceId)
        .orderBy('m.joined_at')
        .execute()
      return rows.map((row) => ({
        personId: row.id,
        name: row.name,
        email: row.email,
        role: row.role,
        twoFactor: row.two_factor_enabled ?? false,
        joinedAt: row.joined_at,
      }))
    },
    async add(workspaceId: WorkspaceId, personId: string, role: MemberRole) {
      await addMember(db, { workspaceId, personId, role })
    },
    /** Gives what they were before. One at a time in a workspace, so that its last owner stays. */
    change: ({
      workspaceId,
      personId,
      role,
      by,
    }: Change): Promise<Result<MemberRole, MemberRefusal>> =>
      db.transaction().execute(async (tx) => {
        await lockMembers(tx, workspaceId)
        const all = await tx
          .selectFrom('members')
          .select(['person_id', 'role'])
          .where('workspace_id', '=', workspaceId)
          .execute()
        const before = all.find((one) => one.person_id === personId)?.role
        if (before === undefined) return err('no-member')
        if (by !== 'owner' && (before === 'owner' || role === 'owner')) return err('owners-only')
        const owners = all.filter((one) => one.role === 'owner')
        if (before === 'owner' && role !== 'owner' && owners.length === 1) return err('last-owner')
        if (role === null)
          await tx
            .deleteFrom('members')
            .where('workspace_id', '=', workspaceId)
            .where('person_id', '=', personId)
            .execute()
        else await setRole(tx, { workspaceId, personId, role })
        return ok(before)
      }),
    transfer: (
      workspaceId: WorkspaceId,
      from: string,
      to: string,
    ): Promise<Result<null, 'no-member'>> =>
      db.transaction().execute(async (tx) => {
        await lockMembers(tx, workspaceId)
        if (!(await setRole(tx, { workspaceId, personId: to, role: 'owner' })))
          return err('no-member')
        await setRole(tx, { workspaceId, personId: from, role: 'admin' })
        return ok(null)
      }),
    agenciesOf: (workspaceId: WorkspaceId) => links('workspace_id', workspaceId),
    clientsOf: (agencyId: WorkspaceId) => links('agency_id', agencyId),
    async unlink(workspaceId: string, agencyId: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('workspace_agencies')
        .where('workspace_id', '=', workspaceId)
        .where('agency_id', '=', agencyId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

interface Membership {
  readonly workspaceId: string
  readonly personId: string
  readonly role: MemberRole
}

/** Who is in it already keeps what they are where that is more. */
export async function addMember(
  db: Kysely<Tables>,
  { workspaceId, personId, role }: Membership,
): Promise<void> {
  const made = await db
    .insertInto('members')
    .values({ workspace_id: workspaceId, person_id: personId, role })
    .onConflict((c) => c.doNothing())
    .returning('role')
    .executeTakeFirst()
  if (made !== undefined) return
  const { role: now } = await db
    .selectFrom('members')
    .select('role')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  await setRole(db, { workspaceId, personId, role: greaterRole(now, role) })
}

const lockMembers = (tx: Kysely<Tables>, workspaceId: string) =>
  sql`SELECT 1 FROM workspaces WHERE workspace_id = ${workspaceId} FOR UPDATE`.execute(tx)

async function setRole(db: Kysely<Tables>, { workspaceId, personId, role }: Membership) {
  const { numUpdatedRows } = await db
    .updateTable('members')
    .set({ role })
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
