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
    'The URL to paste there is in this answer and nowhere else: only a hash of its secret is kept. ' +
    'Some ESPs show their key only when they have the URL: then add it afterwards. Until then nothing of theirs is accepted.',
  scope: 'admin',
  role: 'admin',
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

const Guide = z
  .object({
    steps: z.array(z.string()),
    /** What to tick, as the ESP calls it. */
    events: z.array(z.string()),
    /** Where the ESP sends a test from. */
    test: z.string(),
    /**
     * For a shell: reports one delivered message as the ESP would, without and with a secret. Put the URL for `{url}`
     * and the secret for `{secret}`. `null` where nobody but the ESP can.
     */
    command: z.object({ open: z.string().nullable(), proven: z.string().nullable() }),
  })
  .meta({ id: 'SourceGuide' })

const Source = z
  .object({
    name: z.string(),
    esp: z.string(),
    /** How many secrets hold: two during a rotation. */
    secrets: z.int(),
    /** Whether the URL before the last rotation still holds. */
    previousHook: z.boolean(),
    createdAt: z.string(),
    firstEventAt: z.string().nullable(),
    lastEventAt: z.string().nullable(),
    lastError: z.string().nullable(),
    lastErrorAt: z.string().nullable(),
  })
  .meta({ id: 'Source' })

export const listSources = endpoint({
  method: 'GET',
  path: '/v1/sources',
  summary: 'The connected ESPs',
  scope: 'admin',
  role: 'editor',
  reply: {
    200: z.object({
      sources: z.array(Source),
      /** Every ESP that can be connected, and what proves that an event is theirs. */
      esps: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          /** Nothing is accepted before there is one. */
          secretRequired: z.boolean(),
          secretWords: z.string(),
          guide: Guide,
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
  role: 'admin',
  params: z.object({ name: Name }),
  body: z.strictObject({ secret: Secret }),
  reply: { 200: z.object({ name: z.string() }), 404: Problem },
})

export const getSource = endpoint({
  method: 'GET',
  path: '/v1/sources/:name',
  summary: 'One connected ESP, and what came of it',
  description: 'For waiting for the first event after it was connected.',
  scope: 'admin',
  role: 'editor',
  params: z.object({ name: Name }),
  reply: {
    200: Source.extend({
      /** Events received in the last 24 hours. */
      eventsLastDay: z.int(),
      /** The newest of those. */
      newest: z
        .object({ kind: z.string(), occurredAt: z.string(), receivedAt: z.string() })
        .nullable(),
    }),
    404: Problem,
  },
})

export const rotateHook = endpoint({
  method: 'POST',
  path: '/v1/sources/:name/hook',
  summary: 'Make a new URL for a source',
  description:
    'It is in this answer and nowhere else. The URL before it holds too, until the next is made.',
  scope: 'admin',
  role: 'admin',
  params: z.object({ name: Name }),
  reply: { 200: z.object({ name: z.string(), path: z.string() }), 404: Problem },
})

export const deleteSource = endpoint({
  method: 'DELETE',
  path: '/v1/sources/:name',
  summary: 'Disconnect an ESP',
  description: 'Its URLs hold no more. What it has reported stays.',
  scope: 'admin',
  role: 'admin',
  params: z.object({ name: Name }),
  reply: { 200: z.object({ name: z.string() }), 404: Problem },
})
