import type { Bounce, EventKind, Reported, Stream } from '@airgraph/domain/event.ts'
import { ok } from '@airgraph/domain/result.ts'
import { z } from 'zod'
import { defineEsp } from '../../esp.ts'
import { itemOf, kept, readEach, unheardOf } from '../batch.ts'
import { bounceOf, type Why } from '../bounce.ts'
import { type BounceReason, reasonFrom } from '../bounce-reason.ts'
import { Bag, Country, Flag, MessageId, Recipient, Text, Verbatim, When, Word } from '../fields.ts'
import { campaignOf, propertiesOf } from '../properties.ts'
import { sharedSecret, verifySharedSecret } from '../shared-secret.ts'
import { sourceIdOf } from '../source-id.ts'
import { guide } from './guide.ts'

const kinds = new Map<string, EventKind>([
  ['Delivery', 'delivered'],
  ['Open', 'opened'],
  ['Click', 'clicked'],
  ['SpamComplaint', 'complained'],
])

/** What they call bounces, by `Type`. An automatic reply or a change of address is none, and stays `unknown`. */
const bounces = new Map<string, EventKind>([
  ['HardBounce', 'bounced'],
  ['BadEmailAddress', 'bounced'],
  ['SoftBounce', 'bounced'],
  ['Unknown', 'bounced'],
  ['VirusNotification', 'bounced'],
  ['Transient', 'deferred'],
  ['DnsError', 'deferred'],
  ['Blocked', 'rejected'],
  ['ManuallyDeactivated', 'rejected'],
  ['DMARCPolicy', 'rejected'],
  ['Unconfirmed', 'rejected'],
  ['SMTPApiError', 'rejected'],
  ['TemplateRenderingFailed', 'rejected'],
  ['SpamNotification', 'complained'],
  ['SpamComplaint', 'complained'],
  ['Unsubscribe', 'unsubscribed'],
  ['Subscribe', 'resubscribed'],
])

/** Why an address was put on, or taken off, the list of those not to be written to. */
const suppressions = new Map<string, EventKind>([
  ['HardBounce', 'bounced'],
  ['SpamComplaint', 'complained'],
])

const Item = z.object({
  RecordType: Word,
  ID: Text,
  MessageID: MessageId,
  MessageStream: Text,
  Recipient,
  Email: Recipient,
  DeliveredAt: When,
  BouncedAt: When,
  ReceivedAt: When,
  ChangedAt: When,
  Type: Text,
  Description: Verbatim,
  Details: Verbatim,
  SuppressSending: Flag,
  SuppressionReason: Text,
  OriginalLink: Text,
  UserAgent: Verbatim,
  Geo: z.object({ CountryISOCode: Country, IP: Text }).optional().catch(undefined),
  Tag: Text,
  Metadata: Bag,
})
type Item = z.output<typeof Item>

export const postmark = defineEsp({
  name: 'postmark',
  title: 'Postmark',
  guide,
  proof: sharedSecret('Postmark'),
  verify: verifySharedSecret,
  read(request) {
    const json = itemOf(request)
    if (!json.ok) return json
    const { receivedAt } = request
    const unheard = unheardOf(wordOf, isKnown, receivedAt)
    const read = (item: Item, raw: unknown) => reported(item, raw, receivedAt)
    return ok(readEach(Item, [json.value], read, unheard))
  },
})

function reported(item: Item, raw: unknown, receivedAt: Date): Reported {
  const kind = kindOf(item)
  const recipient = item.Recipient ?? item.Email
  const at = item.DeliveredAt ?? item.BouncedAt ?? item.ReceivedAt ?? item.ChangedAt
  const properties = propertiesOf([item.Metadata], item.Tag === undefined ? [] : [item.Tag])
  return {
    sourceId: sourceIdFor(item, recipient, at, raw),
    kind,
    occurredAt: at ?? receivedAt,
    recipient,
    messageId: item.MessageID,
    campaignId: campaignOf(properties),
    stream: streams.get(item.MessageStream ?? ''),
    url: item.OriginalLink,
    userAgent: item.UserAgent,
    ip: item.Geo?.IP,
    country: item.Geo?.CountryISOCode,
    bounce: bounceOf(kind, whyOf(item)),
    properties,
    ...(kind === 'unknown' && kept(item.Type ?? item.RecordType, raw)),
  }
}

/** Bounces and complaints have ids. The rest is told apart by what happened to which message when. */
function sourceIdFor(
  item: Item,
  recipient: string | undefined,
  at: Date | undefined,
  raw: unknown,
): string {
  const { RecordType, ID, MessageID } = item
  if (ID !== undefined) return `${RecordType}:${ID}`
  if (MessageID === undefined || at === undefined) return sourceIdOf(raw)
  const { OriginalLink, SuppressSending, SuppressionReason, Geo, UserAgent } = item
  const what = [OriginalLink, SuppressSending, SuppressionReason, Geo?.IP, UserAgent]
  return sourceIdOf(RecordType, MessageID, recipient, at.getTime(), ...what)
}

function kindOf({ RecordType, Type, SuppressSending, SuppressionReason }: Item): EventKind {
  if (RecordType === 'Bounce') return bounces.get(Type ?? '') ?? 'unknown'
  if (RecordType !== 'SubscriptionChange') return kinds.get(RecordType) ?? 'unknown'
  if (SuppressSending === false) return 'resubscribed'
  return suppressions.get(SuppressionReason ?? '') ?? 'unsubscribed'
}

/** Mail that came in is told without a type. */
const wordOf = ({ RecordType, FromFull }: Readonly<Record<string, unknown>>) =>
  RecordType ?? (FromFull === undefined ? undefined : 'Inbound')

const isKnown = (word: string) =>
  kinds.has(word) || word === 'Bounce' || word === 'SubscriptionChange'

/** The streams that every server begins with; others have names of the customer's. */
const streams = new Map<string, Stream>([
  ['outbound', 'transactional'],
  ['broadcast', 'marketing'],
  ['broadcasts', 'marketing'],
])

const classes = new Map<string, Bounce['class']>([
  ['HardBounce', 'hard'],
  ['BadEmailAddress', 'hard'],
  ['SoftBounce', 'soft'],
  ['VirusNotification', 'soft'],
])

const reasons = new Map<string, BounceReason>([
  ['BadEmailAddress', 'invalid-address'],
  ['DnsError', 'dns'],
  ['VirusNotification', 'policy'],
  ['Blocked', 'blocked'],
  ['ManuallyDeactivated', 'suppressed'],
  ['DMARCPolicy', 'authentication'],
  ['Unconfirmed', 'policy'],
  ['SMTPApiError', 'policy'],
  ['TemplateRenderingFailed', 'rendering'],
])

function whyOf({ Type, SuppressionReason, Details, Description }: Item): Why {
  const detail = Details || Description || ''
  const type = Type ?? SuppressionReason ?? ''
  return {
    class: classes.get(type) ?? 'undetermined',
    reason: Type === undefined ? 'suppressed' : (reasons.get(type) ?? reasonFrom(detail)),
    detail,
  }
}
