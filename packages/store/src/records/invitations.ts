import { randomUUID } from 'node:crypto'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { lesserRole, type MemberRole } from '@airgraph/domain/role.ts'
import { type Expression, type Kysely, sql } from 'kysely'
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

/** The token of the link that who invites may hand over. It is in this answer and nowhere else. */
export interface LinkedInvitation extends Invitation {
  readonly linkToken: string
}

/** Its token is in this answer and in the mail, and nowhere else: who has it reads mail at the address. */
export interface SentInvitation extends LinkedInvitation {
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
type Guest = { readonly personId: string } | Omit<NewPerson, 'email' | 'emailVerified'>

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
      .where((e) =>
        e.or([e('i.token_hash', '=', hashOf(token)), e('i.link_hash', '=', hashOf(token))]),
      )
      .where('i.expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst()

  const accept = async (
    tx: Kysely<Tables>,
    { token, guest, agencyId }: Acceptance,
  ): Promise<Result<Accepted, 'gone' | 'same'>> => {
    const invitation = await live(token, tx)
    if (invitation === undefined) return err('gone')
    if (invitation.as === 'agency' && agencyId === invitation.workspaceId) return err('same')
    const used = await tx
      .deleteFrom('invitations')
      .where('invitation_id', '=', invitation.invitationId)
      .where((e) => e.or([e('token_hash', '=', hashOf(token)), e('link_hash', '=', hashOf(token))]))
      .returning('token_hash')
      .executeTakeFirst()
    if (used === undefined) return err('gone')
    const emailVerified = used.token_hash === hashOf(token)
    const personId =
      'personId' in guest
        ? guest.personId
        : await createPerson(tx, { ...guest, email: invitation.email, emailVerified })
    if (personId === null) throw new SomebodyKnown()
    if (emailVerified && 'personId' in guest) await noteVerified(tx, personId)
    if (invitation.as === 'member') await addMember(tx, { ...invitation, personId })
    else await addAgency(tx, invitation, agencyId ?? '')
    return ok({ personId, invitation })
  }

  const replace = async (
    workspaceId: WorkspaceId,
    invitationId: string,
    hashes: { readonly token_hash: string | Expression<string>; readonly link_hash: string },
  ): Promise<Invitation | null> => {
    const changed = await db
      .updateTable('invitations')
      .set({ ...hashes, expires_at: inSevenDays })
      .where('workspace_id', '=', workspaceId)
      .where('invitation_id', '=', invitationId)
      .returning('invitation_id')
      .executeTakeFirst()
    if (changed === undefined) return null
    return found().where('i.invitation_id', '=', invitationId).executeTakeFirstOrThrow()
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
    /** Of an address that is invited already, the links before end. */
    async create({
      workspaceId,
      email,
      role,
      as,
      invitedBy,
    }: NewInvitation): Promise<SentInvitation> {
      const fresh = newTokens()
      const { invitation_id } = await db
        .insertInto('invitations')
        .values({
          invitation_id: randomUUID(),
          workspace_id: workspaceId,
          email,
          role: as === 'agency' ? lesserRole(role, mostOfAgency) : role,
          invited_as: as,
          token_hash: hashOf(fresh.token),
          link_hash: hashOf(fresh.linkToken),
          invited_by: invitedBy,
          expires_at: inSevenDays,
        })
        .onConflict((c) =>
          c.columns(['workspace_id', 'email', 'invited_as']).doUpdateSet((e) => ({
            role: e.ref('excluded.role'),
            token_hash: e.ref('excluded.token_hash'),
            link_hash: e.ref('excluded.link_hash'),
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
      return { ...made, ...fresh }
    },
    /** With new links; those before end. */
    async renew(workspaceId: WorkspaceId, invitationId: string): Promise<SentInvitation | null> {
      const fresh = newTokens()
      const renewed = await replace(workspaceId, invitationId, {
        token_hash: hashOf(fresh.token),
        link_hash: hashOf(fresh.linkToken),
      })
      return renewed && { ...renewed, ...fresh }
    },
    /** A new link to hand over: the one before ends. What was mailed goes on, unless its time was over. */
    async makeLink(
      workspaceId: WorkspaceId,
      invitationId: string,
    ): Promise<LinkedInvitation | null> {
      const { token, linkToken } = newTokens()
      const renewed = await replace(workspaceId, invitationId, {
        token_hash: sql<string>`CASE WHEN expires_at > now() THEN token_hash ELSE ${hashOf(token)} END`,
        link_hash: hashOf(linkToken),
      })
      return renewed && { ...renewed, linkToken }
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

const newTokens = () => ({ token: newSecret('inv'), linkToken: newSecret('link') })

const noteVerified = (tx: Kysely<Tables>, personId: string) =>
  tx.updateTable('people').set({ email_verified: true }).where('id', '=', personId).execute()

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
