import { createPublicKey, verify } from 'node:crypto'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { hours } from '@airgraph/domain/units.ts'
import { z } from 'zod'
import type { Needs, RawRequest, Refusal } from '../../esp.ts'
import { fromBase64 } from '../base64.ts'
import { isFresh } from '../freshness.ts'
import { readJson } from '../json.ts'
import { isSame } from '../shared-secret.ts'
import { certificateUrl, Envelope } from './envelope.ts'

// A repeat keeps its time. Over HTTP they end within the hour, but a dead-letter queue may hold a message for 14 days.
const window = hours(15 * 24)

/** As sent: the signature is over the text of the time, not over the time. */
const SignedAt = z.object({ Timestamp: z.string() })

/** Secrets, where there are any, are the ARNs of the topics that may write here. */
export async function verifySignature(
  { body }: RawRequest,
  secrets: readonly string[],
  { now, certificate }: Needs,
): Promise<Result<void, Refusal>> {
  const json = readJson(body)
  const envelope = Envelope.safeParse(json.ok ? json.value : null)
  const sent = SignedAt.safeParse(json.ok ? json.value : null)
  if (!envelope.success || !sent.success) return err('bad-signature')
  const { TopicArn = '', Timestamp } = envelope.data
  if (secrets.length > 0 && !secrets.some((arn) => isSame(TopicArn, arn)))
    return err('bad-signature')
  const url = certificateUrl(envelope.data)
  if (url === null) return err('bad-signature')
  if (!isSignedBy(await certificate(url), envelope.data, sent.data.Timestamp))
    return err('bad-signature')
  return Timestamp && isFresh(Timestamp, now, window) ? ok(undefined) : err('too-old')
}

const algorithms = new Map([
  ['1', 'sha1'],
  ['2', 'sha256'],
])

function isSignedBy(pem: string, envelope: Envelope, timestamp: string): boolean {
  const algorithm = algorithms.get(envelope.SignatureVersion ?? '')
  const signature = fromBase64(envelope.Signature ?? '')
  if (algorithm === undefined || signature === null) return false
  try {
    const signed = Buffer.from(signedText(envelope, timestamp))
    return verify(algorithm, signed, createPublicKey(pem), signature)
  } catch {
    return false
  }
}

/** Names and values of the signed fields, each on a line, by the alphabet; a field that was not sent is left out. */
function signedText(envelope: Envelope, timestamp: string): string {
  const { Message, MessageId, Subject, SubscribeURL, Token, TopicArn, Type } = envelope
  const fields =
    Type === 'Notification'
      ? { Message, MessageId, Subject, Timestamp: timestamp, TopicArn, Type }
      : { Message, MessageId, SubscribeURL, Timestamp: timestamp, Token, TopicArn, Type }
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('')
}
