import { memberRoles } from '@airgraph/domain/role.ts'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'
import {
  Brand,
  BrandInput,
  Cadence,
  Currency,
  EngagementDefault,
  mostLogoBytes,
  Name,
  TimeZone,
  WeekStart,
} from './settings.ts'

const Workspace = z
  .object({
    workspaceId: z.string(),
    name: z.string(),
    timeZone: z.string(),
    currency: z.string(),
    weekStart: WeekStart,
    sample: z.boolean(),
    cadence: Cadence,
    engagement: EngagementDefault,
    brand: Brand,
    /** When it goes for good, unless it is restored before; `null` where nobody asked for that. */
    deletesAt: z.string().nullable(),
  })
  .meta({ id: 'Workspace' })

const WorkspaceNow = Workspace.extend({
  /** When the newest event was received. */
  lastEventAt: z.string().nullable(),
  /** What the person who asks is in it; `null` for a key and the operator. */
  role: z.enum(memberRoles).nullable(),
}).meta({ id: 'WorkspaceNow' })
export type WorkspaceNow = z.infer<typeof WorkspaceNow>

export const getWorkspace = endpoint({
  method: 'GET',
  path: '/v1/workspace',
  summary: 'The workspace that the key belongs to, or that the person has chosen',
  scope: 'ask',
  role: 'client',
  reply: { 200: WorkspaceNow },
})

export const createWorkspace = endpoint({
  method: 'POST',
  path: '/v1/workspaces',
  summary: 'Create a workspace',
  description:
    'Whoever makes it owns it. With `agencyId` it becomes a client of that workspace, of which the person must be an admin. Only the operator chooses its id.',
  scope: 'operator',
  role: 'person',
  body: z.strictObject({
    workspaceId: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected up to 63 lower-case letters, digits and dashes')
      .optional(),
    name: Name,
    timeZone: TimeZone.default('UTC'),
    currency: Currency.default('EUR'),
    weekStart: WeekStart.default('monday'),
    agencyId: z.string().max(63).optional(),
  }),
  reply: { 201: Workspace, 403: Problem, 409: Problem, 422: Problem },
})

export const listWorkspaces = endpoint({
  method: 'GET',
  path: '/v1/workspaces',
  summary: 'All workspaces of the installation',
  scope: 'operator',
  role: 'nobody',
  reply: { 200: z.object({ workspaces: z.array(Workspace) }) },
})

export const patchWorkspace = endpoint({
  method: 'PATCH',
  path: '/v1/workspace',
  summary: 'Change the settings of the workspace',
  description: 'What is left out stays as it is. The currency is that of events that name none.',
  scope: 'admin',
  role: 'admin',
  body: z.strictObject({
    name: Name.optional(),
    timeZone: TimeZone.optional(),
    currency: Currency.optional(),
    weekStart: WeekStart.optional(),
    cadence: Cadence.optional(),
    engagement: EngagementDefault.optional(),
    brand: BrandInput.optional(),
  }),
  reply: { 200: Workspace, 409: Problem },
})

export const deleteWorkspace = endpoint({
  method: 'DELETE',
  path: '/v1/workspace',
  summary: 'Delete the workspace, with everything in it, seven days from now',
  description:
    'Until then it works as before and can be restored. Of the sample workspace: at once, and it is not made again.',
  scope: 'operator',
  role: 'owner',
  reply: { 200: z.object({ deletesAt: z.string() }), 409: Problem },
})

export const restoreWorkspace = endpoint({
  method: 'POST',
  path: '/v1/workspace/restore',
  summary: 'Do not delete the workspace after all',
  scope: 'operator',
  role: 'owner',
  reply: { 200: Workspace, 409: Problem },
})

export const transferWorkspace = endpoint({
  method: 'POST',
  path: '/v1/workspace/transfer',
  summary: 'Give the workspace to another of its members',
  description: 'They become an owner, and who gives it an admin.',
  scope: 'person',
  role: 'owner',
  body: z.strictObject({ personId: z.string().min(1).max(64) }),
  reply: { 200: z.object({ personId: z.string() }), 404: Problem, 409: Problem },
})

export const removeSample = endpoint({
  method: 'DELETE',
  path: '/v1/sample',
  summary: 'Remove the sample workspace for everybody, for good',
  description: 'Asked by an owner of the workspace that is chosen, which is not the sample.',
  scope: 'operator',
  role: 'owner',
  reply: { 200: z.object({ removed: z.boolean() }), 409: Problem },
})

export const putLogo = endpoint({
  method: 'PUT',
  path: '/v1/workspace/logo',
  summary: 'Set the logo of the workspace',
  description: 'The picture’s bytes: PNG, JPEG or WebP, at most 512 KB and 4,000 pixels a side.',
  scope: 'admin',
  role: 'admin',
  rawBody: true,
  mostBytes: mostLogoBytes,
  reply: { 200: z.object({ logoUrl: z.string() }), 409: Problem, 413: Problem, 422: Problem },
})

export const getLogo = endpoint({
  method: 'GET',
  path: '/v1/workspace/logo',
  summary: 'The logo of the workspace',
  scope: 'ask',
  role: 'client',
  reply: { 200: z.string(), 404: Problem },
})

export const deleteLogo = endpoint({
  method: 'DELETE',
  path: '/v1/workspace/logo',
  summary: 'Take the logo away',
  scope: 'admin',
  role: 'admin',
  reply: { 200: z.object({ logoUrl: z.null() }) },
})
