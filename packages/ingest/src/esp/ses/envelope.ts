import { z } from 'zod'
import { When } from '../fields.ts'

/** What Amazon SNS wraps around every message. The names are those that its signature is made over. */
export const Envelope = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string().min(1),
  Message: z.string(),
  Timestamp: When,
  TopicArn: z.string().optional(),
  Subject: z.string().nullish(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
  SignatureVersion: z.string().optional(),
  Signature: z.string().optional(),
  SigningCertURL: z.string().optional(),
})
export type Envelope = z.output<typeof Envelope>

/** A URL of Amazon SNS itself, over https; `null` for anything else. */
export function snsUrl(text: string | undefined): URL | null {
  const url = text === undefined ? null : URL.parse(text)
  if (url === null) return null
  const isTheirs = /^sns\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(url.hostname)
  const isPlain = url.protocol === 'https:' && url.port === '' && url.username === ''
  return isTheirs && isPlain ? url : null
}

/** Where to say yes to a subscription. */
export function confirmationUrl({ SubscribeURL }: Envelope): URL | null {
  const url = snsUrl(SubscribeURL)
  return url?.searchParams.get('Action') === 'ConfirmSubscription' ? url : null
}
