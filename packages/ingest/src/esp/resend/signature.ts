import { createHmac } from 'node:crypto'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { minutes } from '@airgraph/domain/units.ts'
import type { Needs, RawRequest, Refusal } from '../../esp.ts'
import { isFresh } from '../freshness.ts'
import { isSame } from '../shared-secret.ts'

// Every repeat is signed anew.
const window = minutes(5)

/**
 * Standard Webhooks, as Svix sends them: HMAC-SHA256 over id, timestamp and raw body, joined by dots. Several
 * signatures may be given, so that a key can be replaced; those of an unheard-of version are passed over.
 */
export async function verifySvix(
  { headers, body }: RawRequest,
  secrets: readonly string[],
  { now }: Needs,
): Promise<Result<void, Refusal>> {
  const [id, timestamp, signatures] = (['id', 'timestamp', 'signature'] as const).map((name) =>
    svixHeader(headers, name),
  ) as [string, string, string]
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return err('bad-signature')
  const shown = signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => one.slice(3))
  const expected = secrets
    .map(keyOf)
    .filter((key) => key.length > 0)
    .map((key) =>
      createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64'),
    )
  if (!expected.some((one) => shown.some((signature) => isSame(signature, one))))
    return err('bad-signature')
  return isFresh(new Date(Number(timestamp) * 1_000), now, window) ? ok(undefined) : err('too-old')
}

/** Named by Svix, or by the standard it became. */
export const svixHeader = (headers: Headers, name: 'id' | 'timestamp' | 'signature') =>
  headers.get(`svix-${name}`) ?? headers.get(`webhook-${name}`) ?? ''

const keyOf = (secret: string) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
