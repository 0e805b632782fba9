import { createHash, timingSafeEqual } from 'node:crypto'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { fromBase64 } from './base64.ts'
import type { Proof, RawRequest, Refusal } from '../esp.ts'

/** For ESPs that sign nothing but can send credentials along. */
export const sharedSecret = (esp: string): Proof => ({
  kind: 'basic-auth',
  required: false,
  words: `${esp} does not sign its webhooks. Configure a secret of the form “user:password” and put it into the address (https://user:password@…), or send the secret as “Authorization: Bearer …” or in the header ${ownHeader}. Without one, the secret address itself is the proof.`,
})

const ownHeader = 'X-Airgraph-Secret'

/** Sends a body, in which `'$AT'` is the time in seconds. */
export const curlBySharedSecret = (body: string) => {
  const send = (headers: string) =>
    `AT=$(date +%s)\ncurl -sS '{url}' -H 'content-type: application/json' ${headers}-d '${body}'`
  return { open: send(''), proven: send(`-H '${ownHeader}: {secret}' `) }
}

/** Any active secret, as basic auth, as a bearer token or in our own header. No secrets: nothing to prove. */
export async function verifySharedSecret(
  { headers }: RawRequest,
  secrets: readonly string[],
): Promise<Result<void, Refusal>> {
  if (secrets.length === 0) return ok(undefined)
  const shown = shownBy(headers)
  return secrets.some((secret) => shown.some((one) => isSame(one, secret)))
    ? ok(undefined)
    : err('bad-signature')
}

function shownBy(headers: Headers): readonly string[] {
  const [scheme = '', ...rest] = (headers.get('authorization') ?? '').split(' ')
  const credentials = rest.join(' ').trim()
  const own = headers.get(ownHeader)
  return [
    ...(/^basic$/i.test(scheme) ? [fromBase64(credentials)?.toString('utf8') ?? ''] : []),
    ...(/^bearer$/i.test(scheme) ? [credentials] : []),
    ...(own === null ? [] : [own]),
  ]
}

/** In constant time, whatever the lengths. An empty secret equals nothing. */
export function isSame(shown: string | Uint8Array, expected: string | Uint8Array): boolean {
  return expected.length > 0 && timingSafeEqual(digest(shown), digest(expected))
}

const digest = (value: string | Uint8Array) => createHash('sha256').update(value).digest()
