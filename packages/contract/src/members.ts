import { memberRoles } from '@airgraph/domain/role.ts'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

const PersonId = z.object({ personId: z.string().min(1).max(64) })
const Role = z.enum(memberRoles)

export const Member = z
  .object({
    personId: z.string(),
    name: z.string(),
    email: z.string(),
    role: Role,
    twoFactor: z.boolean(),
    joinedAt: z.string(),
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>

export const Agency = z
  .object({
    workspaceId: z.string(),
    name: z.string(),
    /** The most that its people are here; each is no more than they are there. */
    role: Role,
    since: z.string(),
  })
  .meta({ id: 'Agency' })

export const listMembers = endpoint({
  method: 'GET',
  path: '/v1/members',
  summary: 'Who is in the workspace',
  scope: 'admin',
  role: 'viewer',
  reply: {
    200: z.object({
      members: z.array(Member),
      /** The workspaces whose people may come in too. */
      agencies: z.array(Agency),
      /** The workspaces into which people of this one may come. */
      clients: z.array(Agency),
    }),
  },
})

export const patchMember = endpoint({
  method: 'PATCH',
  path: '/v1/members/:personId',
  summary: 'Change what somebody is in the workspace',
  description: 'Only owners make owners, and change what owners are. One owner must be left.',
  scope: 'operator',
  role: 'admin',
  params: PersonId,
  body: z.strictObject({ role: Role }),
  reply: { 200: Member, 403: Problem, 404: Problem, 409: Problem },
})

export const removeMember = endpoint({
  method: 'DELETE',
  path: '/v1/members/:personId',
  summary: 'Take somebody out of the workspace',
  scope: 'operator',
  role: 'admin',
  params: PersonId,
  reply: { 200: z.object({ personId: z.string() }), 403: Problem, 404: Problem, 409: Problem },
})

export const leaveWorkspace = endpoint({
  method: 'POST',
  path: '/v1/members/leave',
  summary: 'Leave the workspace',
  description: 'The last owner cannot: they give it to another first, or delete it.',
  scope: 'person',
  role: 'client',
  reply: { 200: z.object({ workspaceId: z.string() }), 404: Problem, 409: Problem },
})

const WorkspaceId = z.object({ workspaceId: z.string().min(1).max(63) })

export const removeAgency = endpoint({
  method: 'DELETE',
  path: '/v1/agencies/:workspaceId',
  summary: 'Let the people of an agency in no more',
  scope: 'operator',
  role: 'admin',
  params: WorkspaceId,
  reply: { 200: z.object({ workspaceId: z.string() }), 404: Problem },
})

export const removeClient = endpoint({
  method: 'DELETE',
  path: '/v1/clients/:workspaceId',
  summary: 'Be the agency of another workspace no more',
  scope: 'operator',
  role: 'admin',
  params: WorkspaceId,
  reply: { 200: z.object({ workspaceId: z.string() }), 404: Problem },
})
