import type { EventKind, Reported } from '@airgraph/domain/event.ts'
import { ok } from '@airgraph/domain/result.ts'
import { z } from 'zod'
import { defineEsp } from '../../esp.ts'
import { itemsOf, kept, readEach, unheardOf } from '../batch.ts'
import { bounceOf, type Why } from '../bounce.ts'
import { type BounceReason, reasonFrom } from '../bounce-reason.ts'
import { Verbatim, Flag, Recipient, Text, Texts, When, Word } from '../fields.ts'
import { campaignOf, propertiesOf } from '../properties.ts'
import { sourceIdOf } from '../source-id.ts'
import { guide } from './guide.ts'
import { verifySignature } from './signature.ts'

const kinds = new Map<string, EventKind>([
  ['processed', 'accepted'],
  ['delivered', 'delivered'],
  ['deferred', 'deferred'],
  ['bounce', 'bounced'],
  ['dropped', 'rejected'],
  ['open', 'opened'],
  ['click', 'clicked'],
  ['spamreport', 'complained'],
  ['unsubscribe', 'unsubscribed'],
  ['group_unsubscribe', 'unsubscribed'],
  ['group_resubscribe', 'resubscribed'],
])

/** Their fields. Every other one is a custom argument of the customer's. */
const fields = {
  event: Word,
  timestamp: When,
  email: Recipient,
  sg_event_id: Text,
  sg_message_id: Text,
  'smtp-id': Text,
  category: Texts.optional(),
  url: Text,
  useragent: Verbatim,
  ip: Text,
  sg_machine_open: Flag,
  type: Text,
  reason: Verbatim,
  response: Verbatim,
  status: Text,
  bounce_classification: Text,
  singlesend_id: Text,
  mc_auto_id: Text,
  marketing_campaign_id: Text,
}
const Item = z.looseObject(fields)
type Item = z.output<typeof Item>

const theirOwn = new Set([
  ...Object.keys(fields),
  ...`attempt tls cert_err url_offset pool send_at newsletter sg_content_type
    mc_stats mc_pod_id phase_id marketing_campaign_version marketing_campaign_split_id`.split(
    /\s+/,
  ),
])

export const sendgrid = defineEsp({
  name: 'sendgrid',
  title: 'SendGrid',
  guide,
  proof: {
    kind: 'public-key',
    required: true,
    words:
      'In SendGrid, open Settings → Mail Settings → Event Webhook, switch on “Signed Event Webhook” and paste the public key that it shows.',
  },
  verify: verifySignature,
  read(request) {
    const items = itemsOf(request)
    if (!items.ok) return items
    const { receivedAt } = request
    const unheard = unheardOf(
      ({ event }) => event,
      (word) => kinds.has(word),
      receivedAt,
    )
    const read = (item: Item, raw: unknown) => reported(item, raw, receivedAt)
    return ok(readEach(Item, items.value, read, unheard))
  },
})

function reported(item: Item, raw: unknown, receivedAt: Date): Reported {
  const kind = kinds.get(item.event) ?? 'unknown'
  const properties = propertiesOf([custom(item)], item.category)
  const campaignId = item.singlesend_id ?? item.mc_auto_id ?? item.marketing_campaign_id
  return {
    sourceId: item.sg_event_id ?? sourceIdOf(raw),
    kind,
    occurredAt: item.timestamp ?? receivedAt,
    recipient: item.email,
    messageId: messageIdOf(item),
    campaignId: campaignId ?? campaignOf(properties),
    stream: campaignId === undefined ? undefined : 'marketing',
    ...(isEngagement(kind) && { url: item.url, userAgent: item.useragent, ip: item.ip }),
    bounce: bounceOf(kind, whyOf(item)),
    flags: item.sg_machine_open ? ['machine-open'] : undefined,
    properties,
    ...(kind === 'unknown' && kept(item.event, raw)),
  }
}

const custom = (item: Item) =>
  Object.fromEntries(Object.entries(item).filter(([key]) => !theirOwn.has(key)))

/**
 * The id that their API answered with: `sg_message_id` up to the server that handled it, whose name differs between
 * the events of one message. An old `dropped` has only that server's name; there the id is in `smtp-id`.
 */
function messageIdOf({ sg_message_id: full, 'smtp-id': smtpId }: Item): string | undefined {
  const [id] = full?.split(/(?:^|\.)(?:filter|recvd)/) ?? []
  return id || /^<([^@>]+)@[^@>]*sendgrid\.net>$/.exec(smtpId ?? '')?.[1] || full
}

/** Of all other kinds the address is their own server's. */
const isEngagement = (kind: EventKind) =>
  kind === 'opened' || kind === 'clicked' || kind === 'unsubscribed' || kind === 'resubscribed'

function whyOf(item: Item): Why {
  const detail = item.reason ?? item.response ?? ''
  return {
    // The two say nothing against the address.
    class: item.type === 'blocked' || item.type === 'expired' ? 'soft' : 'hard',
    reason:
      item.type === 'expired' ? 'expired' : (dropReason(detail) ?? bounceReason(item, detail)),
    detail,
  }
}

/** What the server said is more exact than their seven classes, where it says anything. */
function bounceReason({ status, bounce_classification: group }: Item, detail: string) {
  const reason = reasonFrom(`${status ?? ''} ${detail}`)
  return reason === 'other' ? (classifications.get(group?.toLowerCase() ?? '') ?? reason) : reason
}

const classifications = new Map<string, BounceReason>([
  ['invalid address', 'invalid-address'],
  ['mailbox unavailable', 'mailbox-disabled'],
  ['technical', 'unreachable'],
  ['content', 'spam'],
  ['reputation', 'blocked'],
  ['frequency/volume', 'throttled'],
])

const dropReasons: readonly (readonly [RegExp, BounceReason])[] = [
  [/^bounced address/i, 'suppressed'],
  [/^unsubscribed address/i, 'unsubscribed'],
  [/^spam reporting address/i, 'complained'],
  [/^invalid$/i, 'invalid-address'],
]

const dropReason = (said: string) => dropReasons.find(([words]) => words.test(said))?.[1]
