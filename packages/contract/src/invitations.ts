import { memberRoles } from '@airgraph/domain/role.ts'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Email, Password } from './me.ts'
import { Problem } from './problem.ts'
import { Name } from './settings.ts'

const Role = z.enum(memberRoles)
/** `agency`: the person lets a workspace of theirs in, with all of its people. */
const As = z.enum(['member', 'agency'])
const InvitationId = z.object({ invitationId: z.string().min(1).max(64) })

export const Invitation = z
  .object({
    invitationId: z.string(),
    email: z.string(),
    role: Role,
    as: As,
    invitedBy: z.string().nullable(),
    createdAt: z.string(),
    expiresAt: z.string(),
    expired: z.boolean(),
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof Invitation>

const WithLink = Invitation.extend({
  /** To hand over: in this answer and nowhere else. The one in the mail is another. */
  link: z.string(),
}).meta({ id: 'InvitationWithLink' })

export const listInvitations = endpoint({
  method: 'GET',
  path: '/v1/invitations',
  summary: 'Who is invited and has not come yet',
  scope: 'admin',
  role: 'admin',
  reply: { 200: z.object({ invitations: z.array(Invitation) }) },
})

export const createInvitation = endpoint({
  method: 'POST',
  path: '/v1/invitations',
  summary: 'Invite somebody',
  description:
    'A link goes to their address and holds for seven days; another, to hand over, is in the answer. Inviting the same address again ends the links before. Only owners invite owners.',
  scope: 'operator',
  role: 'admin',
  body: z.strictObject({ email: Email, role: Role, as: As.default('member') }),
  reply: { 201: WithLink, 403: Problem, 409: Problem, 422: Problem, 429: Problem },
})

export const resendInvitation = endpoint({
  method: 'POST',
  path: '/v1/invitations/:invitationId/resend',
  summary: 'Send an invitation again, with new links that hold for seven days',
  scope: 'operator',
  role: 'admin',
  params: InvitationId,
  reply: { 200: WithLink, 403: Problem, 404: Problem, 429: Problem },
})

export const linkInvitation = endpoint({
  method: 'POST',
  path: '/v1/invitations/:invitationId/link',
  summary: 'Make a new link of an invitation, to hand over',
  description:
    'It holds for seven days, and the one that was handed over before ends; the one in the mail goes on, unless its time was over. Nothing is mailed. Who comes by it has not shown that the address is theirs. Only owners make links for owners.',
  scope: 'operator',
  role: 'admin',
  params: InvitationId,
  reply: { 200: WithLink, 403: Problem, 404: Problem },
})

export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/v1/invitations/:invitationId',
  summary: 'Take an invitation back',
  scope: 'operator',
  role: 'admin',
  params: InvitationId,
  reply: { 200: z.object({ invitationId: z.string() }), 404: Problem },
})

const Token = z.string().min(1).max(200)

export const readInvitation = endpoint({
  method: 'POST',
  path: '/v1/invitations/read',
  summary: 'What an invitation is to',
  description: 'For the page behind the link: the token is what stands behind “#” in it.',
  scope: 'open',
  role: 'anyone',
  body: z.strictObject({ token: Token }),
  reply: {
    200: z.object({
      workspace: z.object({ name: z.string() }),
      email: z.string(),
      role: Role,
      as: As,
      invitedBy: z.string().nullable(),
      expiresAt: z.string(),
      /** There is a person of that address: they sign in and accept. */
      known: z.boolean(),
    }),
    404: Problem,
    429: Problem,
  },
})

export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/v1/invitations/accept',
  summary: 'Accept an invitation',
  description:
    'Signed in with the address that was invited; or, who is new, with a name and a password, and the answer signs in. As an agency: with the workspace whose people come in.',
  scope: 'open',
  role: 'anyone',
  personal: true,
  body: z.strictObject({
    token: Token,
    name: Name.optional(),
    password: Password.optional(),
    agencyId: z.string().max(63).optional(),
  }),
  reply: {
    200: z.object({ workspaceId: z.string(), personId: z.string() }),
    401: Problem,
    403: Problem,
    404: Problem,
    409: Problem,
    422: Problem,
    429: Problem,
  },
})
