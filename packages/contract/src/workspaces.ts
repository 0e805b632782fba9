import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

const Workspace = z
  .object({
    workspaceId: z.string(),
    name: z.string(),
    timeZone: z.string(),
    currency: z.string(),
    weekStart: z.enum(['monday', 'sunday']),
    sample: z.boolean(),
  })
  .meta({ id: 'Workspace' })

const WorkspaceNow = Workspace.extend({
  /** When the newest event was received. */
  lastEventAt: z.string().nullable(),
}).meta({ id: 'WorkspaceNow' })
export type WorkspaceNow = z.infer<typeof WorkspaceNow>

export const getWorkspace = endpoint({
  method: 'GET',
  path: '/v1/workspace',
  summary: 'The workspace that the key belongs to',
  scope: 'ask',
  reply: { 200: WorkspaceNow },
})

const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const createWorkspace = endpoint({
  method: 'POST',
  path: '/v1/workspaces',
  summary: 'Create a workspace',
  scope: 'operator',
  body: z.strictObject({
    workspaceId: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9-]{0,62}$/,
        'expected up to 63 lower-case letters, digits and dashes',
      ),
    name: z.string().trim().min(1).max(80),
    timeZone: z
      .string()
      .refine(isZone, 'expected an IANA zone such as "Europe/Berlin"')
      .default('UTC'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'expected three letters such as "EUR"')
      .default('EUR'),
    weekStart: z.enum(['monday', 'sunday']).default('monday'),
  }),
  reply: { 201: Workspace, 409: Problem },
})

export const listWorkspaces = endpoint({
  method: 'GET',
  path: '/v1/workspaces',
  summary: 'All workspaces of the installation',
  scope: 'operator',
  reply: { 200: z.object({ workspaces: z.array(Workspace) }) },
})
