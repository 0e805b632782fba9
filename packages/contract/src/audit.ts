import { z } from 'zod'
import { endpoint } from './endpoint.ts'

export const AuditEntry = z
  .object({
    entryId: z.string(),
    at: z.string(),
    who: z.object({
      kind: z.enum(['person', 'key', 'operator', 'nobody', 'server']),
      id: z.string().nullable(),
      name: z.string().nullable(),
    }),
    /** Such as “member.role-changed”. */
    action: z.string(),
    on: z.object({ kind: z.string(), id: z.string() }),
    /** The network that it came from: /24 or /48. */
    network: z.string().nullable(),
    /** What changed, without secrets. */
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>

export const getAudit = endpoint({
  method: 'GET',
  path: '/v1/audit',
  summary: 'What was changed in the workspace, by whom, newest first',
  scope: 'admin',
  role: 'admin',
  query: z.object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    /** The `next` of the page before. */
    after: z
      .string()
      .regex(/^\d{1,18}$/, 'expected the “next” of the page before')
      .optional(),
    action: z.string().max(64).optional(),
    personId: z.string().max(64).optional(),
  }),
  reply: { 200: z.object({ entries: z.array(AuditEntry), next: z.string().nullable() }) },
})
