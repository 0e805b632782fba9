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

/** By the shape of a region's name: `sns.s3-eu-west-1.amazonaws.com` would be somebody's bucket of the name `sns`. */
const snsOrigin = /^https:\/\/sns\.[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}\.amazonaws\.com(?:\.cn)?$/

/** A URL of Amazon SNS itself, over https; `null` for anything else. */
function snsUrl(text: string | undefined): URL | null {
  const url = text === undefined ? null : URL.parse(text)
  if (url === null || !snsOrigin.test(url.origin)) return null
  return url.username === '' && url.password === '' ? url : null
}

/** Where the certificate is: a file, since an answer of their API may quote what anybody wrote. */
export function certificateUrl({ SigningCertURL }: Envelope): URL | null {
  const url = snsUrl(SigningCertURL)
  return url !== null && url.search === '' && /^\/[\w-]+\.pem$/.test(url.pathname) ? url : null
}

/** Where to say yes to a subscription. */
export function confirmationUrl({ SubscribeURL }: Envelope): URL | null {
  const url = snsUrl(SubscribeURL)
  return url?.searchParams.get('Action') === 'ConfirmSubscription' ? url : null
}
