import { keyScopes } from '@airgraph/domain/scope.ts'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

const Key = z
  .object({
    keyId: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(keyScopes)),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
    /** Until when the secret before the last rotation holds too; `null` where there is none. */
    previousUntil: z.string().nullable(),
  })
  .meta({ id: 'Key' })

export const createKey = endpoint({
  method: 'POST',
  path: '/v1/keys',
  summary: 'Create an API key',
  description: 'The secret is in this answer and nowhere else: only its hash is kept.',
  scope: 'admin',
  role: 'admin',
  body: z.strictObject({
    name: z.string().trim().min(1).max(80).default('key'),
    scopes: z.array(z.enum(keyScopes)).min(1),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  }),
  reply: { 201: Key.extend({ secret: z.string() }).meta({ id: 'NewKey' }) },
})

export const listKeys = endpoint({
  method: 'GET',
  path: '/v1/keys',
  summary: 'The API keys',
  scope: 'admin',
  role: 'admin',
  reply: { 200: z.object({ keys: z.array(Key) }) },
})

export const revokeKey = endpoint({
  method: 'DELETE',
  path: '/v1/keys/:keyId',
  summary: 'Revoke an API key',
  scope: 'admin',
  role: 'admin',
  params: z.object({ keyId: z.string().max(100) }),
  reply: { 200: z.object({ keyId: z.string() }), 404: Problem },
})

export const rotateKey = endpoint({
  method: 'POST',
  path: '/v1/keys/:keyId/secret',
  summary: 'Make a new secret for an API key',
  description:
    'It is in this answer and nowhere else. The secret before it holds for another 24 hours, or until the key is revoked.',
  scope: 'admin',
  role: 'admin',
  params: z.object({ keyId: z.string().max(100) }),
  reply: { 200: Key.extend({ secret: z.string() }).meta({ id: 'RotatedKey' }), 404: Problem },
})
