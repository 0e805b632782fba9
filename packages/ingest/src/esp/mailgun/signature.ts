import { createHmac } from 'node:crypto'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { hours } from '@airgraph/domain/units.ts'
import { z } from 'zod'
import type { Needs, RawRequest, Refusal } from '../../esp.ts'
import { isObject } from '../batch.ts'
import { isFresh } from '../freshness.ts'
import { readJson } from '../json.ts'
import { isSame } from '../shared-secret.ts'
import { type Form, readForm, readJsonForm } from './form.ts'

// They repeat for about 8 hours; whether with the first signature is not written anywhere.
const window = hours(24)

const Signature = z.object({
  timestamp: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^\d{1,12}$/)),
  token: z.string().min(1),
  signature: z.string().min(1),
})
type Signature = z.output<typeof Signature>

/** A subaccount's webhook may be signed with the parent's key as well. */
const Signed = z.object({
  signature: Signature.optional().catch(undefined),
  'parent-signature': Signature.optional().catch(undefined),
})

/**
 * HMAC-SHA256 over a timestamp and a token that travel in the body. It proves who sent the request, not what is in
 * it: the scheme leaves the rest of the body to TLS.
 */
export async function verifySignature(
  request: RawRequest,
  secrets: readonly string[],
  { now }: Needs,
): Promise<Result<void, Refusal>> {
  const theirs = signaturesOf(request).find((one) => secrets.some((key) => isSignedBy(key, one)))
  if (theirs === undefined) return err('bad-signature')
  const signedAt = new Date(Number(theirs.timestamp) * 1_000)
  return isFresh(signedAt, now, window) ? ok(undefined) : err('too-old')
}

const isSignedBy = (key: string, { timestamp, token, signature }: Signature) =>
  key !== '' &&
  isSame(signature, createHmac('sha256', key).update(`${timestamp}${token}`).digest('hex'))

function signaturesOf({ headers, body }: RawRequest): readonly Signature[] {
  const json = readJson(body)
  const form = json.ok && isObject(json.value) ? readJsonForm(json.value) : readForm(headers, body)
  const nested = Signed.safeParse(json.ok ? json.value : null)
  return [nested.data?.signature, nested.data?.['parent-signature'], ofForm(form)].filter(
    (one) => one !== undefined,
  )
}

const ofForm = (form: Form | null) => Signature.safeParse(Object.fromEntries(form?.own ?? [])).data
