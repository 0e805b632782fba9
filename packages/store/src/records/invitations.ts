import { randomUUID } from 'node:crypto'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { lesserRole, type MemberRole } from '@airgraph/domain/role.ts'
import { type Kysely, sql } from 'kysely'
import { addMember } from './members.ts'
import { createPerson, type NewPerson } from './people.ts'
import type { Tables } from './schema.ts'
import { hashOf, newSecret } from './secrets.ts'

export interface Invitation {
  readonly invitationId: string
  readonly workspaceId: WorkspaceId
  readonly workspaceName: string
  readonly email: string
  readonly role: MemberRole
  readonly as: 'member' | 'agency'
  /** The name of who invited; `null` for the operator. */
  readonly invitedBy: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Its token is in this answer and in the mail, and nowhere else. */
export interface SentInvitation extends Invitation {
  readonly token: string
}

interface NewInvitation {
  readonly workspaceId: WorkspaceId
  readonly email: string
  readonly role: MemberRole
  readonly as: 'member' | 'agency'
  readonly invitedBy: string | null
}

/** Who comes: somebody who is known, or somebody new. */
type Guest = { readonly personId: string } | Omit<NewPerson, 'email'>

interface Acceptance {
  readonly token: string
  readonly guest: Guest
  /** The workspace that comes in, where the invitation is to an agency. */
  readonly agencyId: WorkspaceId | null
}

interface Accepted {
  readonly personId: string
  readonly invitation: Invitation
}

const inSevenDays = sql<Date>`now() + interval '7 days'`
/** The most that an agency's people can be: the workspace is its owners'. */
const mostOfAgency: MemberRole = 'admin'

export const invitationRecords = (db: Kysely<Tables>) => {
  const found = (of: Kysely<Tables> = db) =>
    of
      .selectFrom('invitations as i')
      .innerJoin('workspaces as w', 'w.workspace_id', 'i.workspace_id')
      .leftJoin('people as p', 'p.id', 'i.invited_by')
      .select([
        'i.invitation_id as invitationId',
        'i.workspace_id as workspaceId',
        'w.name as workspaceName',
        'i.email',
        'i.role',
        'i.invited_as as as',
        'p.name as invitedBy',
        'i.created_at as createdAt',
        'i.expires_at as expiresAt',
      ])
      .$narrowType<{ workspaceId: WorkspaceId }>()

  const live = (token: string, of: Kysely<Tables> = db) =>
    found(of)
      .where('i.token_hash', '=', hashOf(token))
      .where('i.expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst()

  const accept = async (
    tx: Kysely<Tables>,
    { token, guest, agencyId }: Acceptance,
  ): Promise<Result<Accepted, 'gone' | 'same'>> => {
    const invitation = await live(token, tx)
    if (invitation === undefined) return err('gone')
    if (invitation.as === 'agency' && agencyId === invitation.workspaceId) return err('same')
    const { numDeletedRows } = await tx
      .deleteFrom('invitations')
      .where('invitation_id', '=', invitation.invitationId)
      .where('token_hash', '=', hashOf(token))
      .executeTakeFirst()
    if (numDeletedRows === 0n) return err('gone')
    const personId =
      'personId' in guest
        ? guest.personId
        : await createPerson(tx, { ...guest, email: invitation.email })
    if (personId === null) throw new SomebodyKnown()
    if (invitation.as === 'member') await addMember(tx, { ...invitation, personId })
    else await addAgency(tx, invitation, agencyId ?? '')
    return ok({ personId, invitation })
  }

  return {
    async list(workspaceId: WorkspaceId): Promise<readonly Invitation[]> {
      return await found()
        .where('i.workspace_id', '=', workspaceId)
        .orderBy('i.created_at')
        .execute()
    },
    async find(workspaceId: WorkspaceId, invitationId: string): Promise<Invitation | null> {
      const row = await found()
        .where('i.workspace_id', '=', workspaceId)
        .where('i.invitation_id', '=', invitationId)
        .executeTakeFirst()
      return row ?? null
    },
    /** Of an address that is invited already, the link before ends. */
    async create({
      workspaceId,
      email,
      role,
      as,
      invitedBy,
    }: NewInvitation): Promise<SentInvitation> {
      const token = newSecret('inv')
      const { invitation_id } = await db
        .insertInto('invitations')
        .values({
          invitation_id: randomUUID(),
          workspace_id: workspaceId,
          email,
          role: as === 'agency' ? lesserRole(role, mostOfAgency) : role,
          invited_as: as,
          token_hash: hashOf(token),
          invited_by: invitedBy,
          expires_at: inSevenDays,
        })
        .onConflict((c) =>
          c.columns(['workspace_id', 'email', 'invited_as']).doUpdateSet((e) => ({
            role: e.ref('excluded.role'),
            token_hash: e.ref('excluded.token_hash'),
            invited_by: e.ref('excluded.invited_by'),
            created_at: sql<Date>`now()`,
            expires_at: e.ref('excluded.expires_at'),
          })),
        )
        .returning('invitation_id')
        .executeTakeFirstOrThrow()
      const made = await found()
        .where('i.invitation_id', '=', invitation_id)
        .executeTakeFirstOrThrow()
      return { ...made, token }
    },
    /** With a new link; the one before ends. */
    async renew(workspaceId: WorkspaceId, invitationId: string): Promise<SentInvitation | null> {
      const token = newSecret('inv')
      const renewed = await db
        .updateTable('invitations')
        .set({ token_hash: hashOf(token), expires_at: inSevenDays })
        .where('workspace_id', '=', workspaceId)
        .where('invitation_id', '=', invitationId)
        .returning('invitation_id')
        .executeTakeFirst()
      if (renewed === undefined) return null
      const now = await found()
        .where('i.invitation_id', '=', invitationId)
        .executeTakeFirstOrThrow()
      return { ...now, token }
    },
    async revoke(workspaceId: WorkspaceId, invitationId: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('invitations')
        .where('workspace_id', '=', workspaceId)
        .where('invitation_id', '=', invitationId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
    /** The one with that token, while its time is not over. */
    read: async (token: string): Promise<Invitation | null> => (await live(token)) ?? null,
    /** Whether somebody of that address is waited for. */
    async isInvited(email: string): Promise<boolean> {
      const row = await db
        .selectFrom('invitations')
        .select('invitation_id')
        .where('email', '=', email.toLowerCase())
        .where('expires_at', '>', sql<Date>`now()`)
        .executeTakeFirst()
      return row !== undefined
    },
    /** All of it or nothing: of two who come with one token, one comes in. */
    async accept(acceptance: Acceptance): Promise<Result<Accepted, 'gone' | 'known' | 'same'>> {
      try {
        return await db.transaction().execute((tx) => accept(tx, acceptance))
      } catch (error) {
        if (error instanceof SomebodyKnown) return err('known')
        throw error
      }
    },
  }
}

/** Ends the transaction, so that the invitation stays. */
class SomebodyKnown extends Error {}

async function addAgency(
  tx: Kysely<Tables>,
  { workspaceId, role }: Pick<Invitation, 'workspaceId' | 'role'>,
  agencyId: string,
) {
  await tx
    .insertInto('workspace_agencies')
    .values({ workspace_id: workspaceId, agency_id: agencyId, role })
    .onConflict((c) => c.columns(['workspace_id', 'agency_id']).doUpdateSet({ role }))
    .execute()
}
