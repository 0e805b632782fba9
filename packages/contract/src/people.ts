import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Email } from './me.ts'
import { Problem } from './problem.ts'

const Mail = z.object({
  mailId: z.string(),
  to: z.string(),
  subject: z.string(),
  kind: z.string(),
  createdAt: z.string(),
})

export const listOutbox = endpoint({
  method: 'GET',
  path: '/v1/outbox',
  summary: 'Mail that waits to be sent',
  scope: 'operator',
  role: 'nobody',
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  reply: { 200: z.object({ mails: z.array(Mail) }) },
})

export const getOutboxMail = endpoint({
  method: 'GET',
  path: '/v1/outbox/:mailId',
  summary: 'One mail that waits to be sent, with its text',
  scope: 'operator',
  role: 'nobody',
  params: z.object({ mailId: z.string().max(64) }),
  reply: { 200: Mail.extend({ text: z.string() }), 404: Problem },
})

export const resetPassword = endpoint({
  method: 'POST',
  path: '/v1/people/reset-password',
  summary: 'Make a link by which a person sets a new password',
  description:
    'For who cannot receive mail. The link is in this answer and nowhere else, and holds for an hour.',
  scope: 'operator',
  role: 'nobody',
  body: z.strictObject({ email: Email, withoutTwoFactor: z.boolean().default(false) }),
  reply: { 201: z.object({ path: z.string(), expiresAt: z.string() }), 404: Problem },
})
