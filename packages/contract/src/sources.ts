import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected up to 64 lower-case letters, digits and dashes')
const Secret = z.string().min(1).max(4_000)

export const createSource = endpoint({
  method: 'POST',
  path: '/v1/sources',
  summary: 'Connect an ESP',
  description:
    'The URL to paste there is in this answer and nowhere else: only a hash of its secret is kept.',
  scope: 'admin',
  body: z.strictObject({
    esp: z.string().max(64),
    name: Name.optional().describe('The ESP’s name where absent.'),
    secret: Secret.optional().describe(
      'Signing key, public key or "user:password", as the ESP has it.',
    ),
  }),
  reply: {
    201: z.object({ name: z.string(), esp: z.string(), path: z.string(), proof: z.string() }),
    409: Problem,
    422: Problem,
  },
})

export const listSources = endpoint({
  method: 'GET',
  path: '/v1/sources',
  summary: 'The connected ESPs',
  scope: 'admin',
  reply: {
    200: z.object({
      sources: z.array(
        z.object({
          name: z.string(),
          esp: z.string(),
          secrets: z.int(),
          lastEventAt: z.string().nullable(),
          lastError: z.string().nullable(),
          lastErrorAt: z.string().nullable(),
        }),
      ),
      /** Every ESP that can be connected, and what proves that an event is theirs. */
      esps: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          secretRequired: z.boolean(),
          secretWords: z.string(),
        }),
      ),
    }),
  },
})

export const addSourceSecret = endpoint({
  method: 'POST',
  path: '/v1/sources/:name/secrets',
  summary: 'Rotate a source’s secret',
  description: 'The new secret and the one before it both hold, until the next is added.',
  scope: 'admin',
  params: z.object({ name: Name }),
  body: z.strictObject({ secret: Secret }),
  reply: { 200: z.object({ name: z.string() }), 404: Problem },
})
