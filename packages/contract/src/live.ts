import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** What the stream says when something was committed, at most once a second. */
export const Committed = z.object({
  seq: z.int(),
  count: z.int(),
  lastReceivedAt: z.string(),
  kinds: z.record(z.string(), z.int()),
  /** The first and the last day, in UTC, on which any of it happened. */
  days: z.object({ first: z.iso.date(), last: z.iso.date() }),
})
export type Committed = z.infer<typeof Committed>

export const getLive = endpoint({
  method: 'GET',
  path: '/v1/live',
  summary: 'A stream (server-sent events) that tells when something was committed',
  scope: 'ask',
  role: 'viewer',
  reply: { 200: z.string() },
})
