import type { EventKind, Reported } from '@airgraph/domain/event.ts'
import { ok } from '@airgraph/domain/result.ts'
import { z } from 'zod'
import { defineEsp } from '../../esp.ts'
import { itemsOf, kept, readEach, unheardOf } from '../batch.ts'
import { bounceOf, type Why } from '../bounce.ts'
import { type BounceReason, reasonFrom } from '../bounce-reason.ts'
import { Country, Flag, MessageId, Recipient, Text, Verbatim, When, Word } from '../fields.ts'
import { bagOf, propertiesOf } from '../properties.ts'
import { sharedSecret, verifySharedSecret } from '../shared-secret.ts'
import { sourceIdOf } from '../source-id.ts'
import { guide } from './guide.ts'

const kinds = new Map<string, EventKind>([
  ['sent', 'delivered'], // sent on, and accepted by the recipient's server
  ['open', 'opened'],
  ['click', 'clicked'],
  ['bounce', 'bounced'],
  ['blocked', 'rejected'],
  ['spam', 'complained'],
  ['unsub', 'unsubscribed'],
])

const Item = z.object({
  event: Word,
  time: When,
  email: Recipient,
  MessageID: MessageId,
  mj_message_id: MessageId,
  Message_GUID: MessageId,
  mj_campaign_id: Text,
  mj_list_id: Text,
  customcampaign: Text,
  CustomID: Text,
  Payload: z.unknown().optional(),
  url: Text,
  ip: Text,
  geo: Country,
  agent: Verbatim,
  hard_bounce: Flag,
  error_related_to: Text,
  error: Text,
  comment: Verbatim,
  smtp_reply: Verbatim,
  source: Text,
})
type Item = z.output<typeof Item>

export const mailjet = defineEsp({
  name: 'mailjet',
  title: 'Mailjet',
  guide,
  proof: sharedSecret('Mailjet'),
  verify: verifySharedSecret,
  read(request) {
    const items = itemsOf(request) // “grouped” webhooks send a list, others one event
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
  const kind = kindOf(item)
  const messageId = item.MessageID ?? item.mj_message_id ?? item.Message_GUID
  return {
    sourceId: sourceIdFor(item, messageId, raw),
    kind,
    occurredAt: item.time ?? receivedAt,
    recipient: item.email,
    messageId,
    campaignId: item.customcampaign ?? nonZero(item.mj_campaign_id),
    url: item.url,
    userAgent: item.agent,
    ip: item.ip,
    country: item.geo,
    bounce: bounceOf(kind, whyOf(item)),
    properties: propertiesOf([
      item.Payload === undefined ? {} : bagOf(item.Payload, 'payload'),
      { custom_id: item.CustomID, list_id: nonZero(item.mj_list_id), source: item.source },
    ]),
    ...(kind === 'unknown' && kept(item.event, raw)),
  }
}

const nonZero = (id: string | undefined) => (id === '0' ? undefined : id)

/** They give no id, and times to the second: what tells two opens of one second apart is who made them. */
function sourceIdFor(item: Item, messageId: string | undefined, raw: unknown): string {
  const { event, time, email, url, ip, agent, error } = item
  if (messageId === undefined || time === undefined) return sourceIdOf(raw)
  return sourceIdOf(event, messageId, email, time.getTime(), url, ip, agent, error)
}

/** Greylisted mail is tried again, until it is not. */
const kindOf = ({ event, error, hard_bounce }: Item): EventKind =>
  (event === 'bounce' || event === 'blocked') && error === 'greylisted' && !hard_bounce
    ? 'deferred'
    : (kinds.get(event) ?? 'unknown')

/** Their table of errors. */
const reasons = new Map<string, BounceReason>([
  ['user unknown', 'invalid-address'],
  ['mailbox inactive', 'mailbox-disabled'],
  ['quota exceeded', 'mailbox-full'],
  ['blacklisted', 'suppressed'],
  ['spam reporter', 'complained'],
  ['invalid domain', 'dns'],
  ['no mail host', 'dns'],
  ['relay/access denied', 'policy'],
  ['greylisted', 'greylisted'],
  ['typofix', 'invalid-address'],
  ['bad or empty template', 'rendering'],
  ['error in template language', 'rendering'],
  ['sender blocked', 'blocked'],
  ['content blocked', 'spam'],
  ['policy issue', 'policy'],
  ['system issue', 'unreachable'],
  ['protocol issue', 'unreachable'],
  ['connection issue', 'unreachable'],
  ['preblocked', 'suppressed'],
  ['duplicate in campaign', 'suppressed'],
])

function whyOf({ error_related_to, error, comment, smtp_reply, hard_bounce }: Item): Why {
  const said = [error_related_to, error].filter(Boolean).join(': ')
  const detail = smtp_reply || comment || said
  return {
    class: hard_bounce === undefined ? 'undetermined' : hard_bounce ? 'hard' : 'soft',
    reason: reasons.get(error ?? '') ?? reasonFrom(`${said} ${detail}`),
    detail,
  }
}
