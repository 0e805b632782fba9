import {
  acceptInvitation,
  createInvitation,
  linkInvitation,
  listInvitations,
  readInvitation,
  resendInvitation,
  revokeInvitation,
} from '@airgraph/contract/invitations.ts'
import { isAtLeast } from '@airgraph/domain/role.ts'
import type {
  Invitation,
  LinkedInvitation,
  SentInvitation,
} from '@airgraph/store/records/invitations.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { mailAllowances, tokenAllowances } from '../accounts/limits.ts'
import { invitationMail, invitationPath } from '../accounts/mails.ts'
import type { createAccept } from '../flows/accept.ts'
import type { Note } from '../flows/note.ts'
import { handle, reply } from '../http/handle.ts'
import { roleOf } from '../http/principal.ts'
import { problem, tooOften } from '../http/problem.ts'

interface Needs {
  readonly records: Pick<
    Records,
    'invitations' | 'members' | 'workspaces' | 'outbox' | 'people' | 'attempts'
  >
  readonly accounts: Accounts
  readonly accept: ReturnType<typeof createAccept>
  readonly note: Note
}

export const invitationRoutes = ({ records, accounts, accept, note }: Needs) => {
  const { invitations, members, workspaces, outbox, people, attempts } = records
  const send = (invitation: SentInvitation) =>
    outbox.put(invitationMail(accounts.publicUrl, invitation))
  const withLink = (invitation: LinkedInvitation) => ({
    ...shown(invitation),
    link: `${accounts.publicUrl}${invitationPath(invitation.linkToken)}`,
  })

  return [
    handle(listInvitations, async ({ workspaceId }) =>
      reply(200, { invitations: (await invitations.list(workspaceId)).map(shown) }),
    ),
    handle(createInvitation, async (call) => {
      const { workspaceId, principal, body } = call
      if (body.role === 'owner' && roleOf(principal) !== 'owner') return ownersOnly
      if (body.as === 'agency' && isAtLeast(body.role, 'owner')) return noOwningAgency
      if ((await workspaces.find(workspaceId))?.sample) return ofSample
      const all = await members.list(workspaceId)
      if (body.as === 'member' && all.some(({ email }) => email === body.email)) return isMember
      const wait = await attempts.take(mailAllowances(workspaceId))
      if (wait !== null) return tooOften(wait)
      const invitedBy = principal?.kind === 'person' ? principal.person.id : null
      const sent = await invitations.create({ workspaceId, invitedBy, ...body })
      await send(sent)
      await note(call, {
        action: 'invitation.sent',
        on: { kind: 'invitation', id: sent.invitationId },
        after: { email: sent.email, role: sent.role, as: sent.as },
      })
      return reply(201, withLink(sent))
    }),
    handle(resendInvitation, async (call) => {
      const { workspaceId, params } = call
      const before = await invitations.find(workspaceId, params.invitationId)
      if (before === null) return noInvitation
      if (before.role === 'owner' && roleOf(call.principal) !== 'owner') return ownersOnly
      const wait = await attempts.take(mailAllowances(workspaceId))
      if (wait !== null) return tooOften(wait)
      const sent = await invitations.renew(workspaceId, params.invitationId)
      if (sent === null) return noInvitation
      await send(sent)
      await note(call, {
        action: 'invitation.sent-again',
        on: { kind: 'invitation', id: sent.invitationId },
        after: { email: sent.email, role: sent.role, as: sent.as },
      })
      return reply(200, withLink(sent))
    }),
    handle(linkInvitation, async (call) => {
      const { workspaceId, params } = call
      const before = await invitations.find(workspaceId, params.invitationId)
      if (before === null) return noInvitation
      if (before.role === 'owner' && roleOf(call.principal) !== 'owner') return ownersOnly
      const made = await invitations.makeLink(workspaceId, params.invitationId)
      if (made === null) return noInvitation
      await note(call, {
        action: 'invitation.link-made',
        on: { kind: 'invitation', id: made.invitationId },
        after: { email: made.email, role: made.role, as: made.as },
      })
      return reply(200, withLink(made))
    }),
    handle(revokeInvitation, async (call) => {
      const { invitationId } = call.params
      const before = await invitations.find(call.workspaceId, invitationId)
      if (before === null || !(await invitations.revoke(call.workspaceId, invitationId)))
        return noInvitation
      await note(call, {
        action: 'invitation.revoked',
        on: { kind: 'invitation', id: invitationId },
        before: { email: before.email, role: before.role, as: before.as },
      })
      return reply(200, { invitationId })
    }),
    handle(readInvitation, async ({ body: { token }, client }) => {
      const wait = await attempts.take(tokenAllowances(client.network))
      if (wait !== null) return tooOften(wait)
      const invitation = await invitations.read(token)
      if (invitation === null) return gone
      return reply(200, {
        workspace: { name: invitation.workspaceName },
        email: invitation.email,
        role: invitation.role,
        as: invitation.as,
        invitedBy: invitation.invitedBy,
        expiresAt: invitation.expiresAt.toISOString(),
        known: (await people.byEmail(invitation.email)) !== null,
      })
    }),
    handle(acceptInvitation, async (call) => {
      const wait = await attempts.take(tokenAllowances(call.client.network))
      if (wait !== null) return tooOften(wait)
      const accepted = await accept(call.body, call.principal)
      if (!accepted.ok) return refusals[accepted.error]
      const { personId, invitation, isNew } = accepted.value
      await note(
        { ...call, workspaceId: invitation.workspaceId },
        {
          action: 'invitation.accepted',
          on: { kind: 'person', id: personId },
          after: { email: invitation.email, role: invitation.role, as: invitation.as },
        },
      )
      const answer = reply(200, { workspaceId: invitation.workspaceId, personId })
      if (!isNew) return answer
      const cookies = await accounts.signIn({
        email: invitation.email,
        password: call.body.password ?? '',
        headers: call.headers,
        client: call.client.address,
      })
      return { ...answer, headers: { 'set-cookie': [...cookies] } }
    }),
  ]
}

const ownersOnly = reply(403, problem('forbidden', 'Only owners invite owners.'))
const noOwningAgency = reply(
  422,
  problem('invalid', 'role: an agency is “admin” at most: the workspace is its owners’.'),
)
const ofSample = reply(409, problem('conflict', 'The sample workspace has no members.'))
const isMember = reply(
  409,
  problem('conflict', 'Somebody of that address is a member already: change their role instead.'),
)
const noInvitation = reply(404, problem('not-found', 'There is no such invitation.'))
const gone = reply(
  404,
  problem(
    'not-found',
    'This invitation was used, taken back or is over. Ask for another, and use the newest mail.',
  ),
)

const refusals = {
  gone,
  'sign-in': reply(
    401,
    problem('unauthorized', 'There is an account of that address: sign in with it, then accept.'),
  ),
  'another-address': reply(
    403,
    problem('forbidden', 'This invitation is for another address than the one you signed in with.'),
  ),
  'no-agency': reply(
    403,
    problem('forbidden', 'agencyId: expected a workspace of which you are an admin.'),
  ),
  'same-workspace': reply(409, problem('conflict', 'A workspace cannot be its own agency.')),
  'no-password': reply(
    422,
    problem('invalid', 'name, password: expected both, of somebody who is new.'),
  ),
} as const

const shown = (invitation: Invitation) => ({
  invitationId: invitation.invitationId,
  email: invitation.email,
  role: invitation.role,
  as: invitation.as,
  invitedBy: invitation.invitedBy,
  createdAt: invitation.createdAt.toISOString(),
  expiresAt: invitation.expiresAt.toISOString(),
  expired: invitation.expiresAt <= new Date(),
})
