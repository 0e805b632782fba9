import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { hours } from '@airgraph/domain/units.ts'
import { LRUCache } from 'lru-cache'
import type { Needs, RawRequest, Refusal } from '../../esp.ts'
import { fromBase64 } from '../base64.ts'
import { isFresh } from '../freshness.ts'

// They repeat for 24 hours, and do not say whether a repeat is signed anew.
const window = hours(48)

/** ECDSA (P-256, SHA-256) over the timestamp and the raw body. A secret is the public key they show. */
export async function verifySignature(
  { headers, body }: RawRequest,
  secrets: readonly string[],
  { now }: Needs,
): Promise<Result<void, Refusal>> {
  const timestamp = headers.get('x-twilio-email-event-webhook-timestamp') ?? ''
  const signature = headers.get('x-twilio-email-event-webhook-signature') ?? ''
  const signed = Buffer.concat([Buffer.from(timestamp), body])
  const answers = await Promise.all(
    secrets.map(async (secret) => isSignedBy(keys.memo(secret).key, signed, signature)),
  )
  if (!answers.includes(true) || !/^\d{1,12}$/.test(timestamp)) return err('bad-signature')
  return isFresh(new Date(Number(timestamp) * 1_000), now, window) ? ok(undefined) : err('too-old')
}

/** They show the base64 of its DER; people also paste a PEM file, or its one line with `\n` written out. */
const notOfTheKey = /-----[A-Z ]+-----|\\n|\s/g

/** Reading a key takes as long as checking a signature. */
const keys = new LRUCache<string, { readonly key: KeyObject | null }>({
  max: 1_000,
  memoMethod: (secret) => ({ key: publicKeyOf(secret) }),
})

function publicKeyOf(secret: string): KeyObject | null {
  try {
    const key = createPublicKey({
      key: Buffer.from(secret.replace(notOfTheKey, ''), 'base64'),
      format: 'der',
      type: 'spki',
    })
    return key.asymmetricKeyType === 'ec' ? key : null
  } catch {
    return null
  }
}

/** In a thread of its own, as others wait meanwhile. */
const verified = promisify(verify)

async function isSignedBy(key: KeyObject | null, signed: Uint8Array, text: string) {
  const signature = fromBase64(text)
  if (key === null || signature === null) return false
  return verified('sha256', signed, key, signature).catch(() => false)
}
