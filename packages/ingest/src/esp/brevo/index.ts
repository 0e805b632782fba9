import type { Bounce, EventKind, Reported, SourceFlag } from '@airgraph/domain/event.ts'
import { ok } from '@airgraph/domain/result.ts'
import { z } from 'zod'
import { defineEsp } from '../../esp.ts'
import { itemsOf, kept, readEach, unheardOf } from '../batch.ts'
import { bounceOf, type Why } from '../bounce.ts'
import { type BounceReason, reasonFrom } from '../bounce-reason.ts'
import { MessageId, Text, Texts, Verbatim, When, Word } from '../fields.ts'
import { parse } from '../json.ts'
import { bagOf, propertiesOf } from '../properties.ts'
import { sharedSecret, verifySharedSecret } from '../shared-secret.ts'
import { sourceIdOf } from '../source-id.ts'
import { guide } from './guide.ts'

const kinds = new Map<string, EventKind>([
  ['request', 'accepted'],
  ['sent', 'accepted'],
  ['delivered', 'delivered'],
  ['deferred', 'deferred'],
  ['hard_bounce', 'bounced'],
  ['invalid_email', 'bounced'],
  ['soft_bounce', 'bounced'],
  ['blocked', 'rejected'],
  ['error', 'rejected'],
  ['opened', 'opened'],
  ['unique_opened', 'opened'],
  ['proxy_open', 'opened'],
  ['unique_proxy_open', 'opened'],
  ['click', 'clicked'],
  ['spam', 'complained'],
  ['complaint', 'complained'],
  ['unsubscribe', 'unsubscribed'], // of marketing mail
  ['unsubscribed', 'unsubscribed'], // of transactional mail
  ['list_addition', 'resubscribed'],
])

const Item = z.object({
  event: Word,
  email: z.union([z.string(), z.array(z.string()).max(1_000)], 'expected an address').optional(),
  'message-id': MessageId,
  ts_epoch: When,
  ts_event: When,
  ts: When,
  camp_id: Text,
  'campaign name': Text,
  link: Text,
  URL: Text,
  ip: Text,
  user_agent: Verbatim,
  reason: Verbatim,
  tag: Texts,
  tags: Texts,
  template_id: Text,
  list_id: z.unknown().optional(),
  'X-Mailin-custom': z.unknown().optional(),
})
type Item = z.output<typeof Item>

export const brevo = defineEsp({
  name: 'brevo',
  title: 'Brevo',
  guide,
  proof: sharedSecret('Brevo'),
  verify: verifySharedSecret,
  read(request) {
    const items = itemsOf(request) // batched webhooks send a list, others one event
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

/** One per address: a list may gain several contacts at once. */
function reported(item: Item, raw: unknown, receivedAt: Date): readonly Reported[] {
  const kind = kinds.get(item.event) ?? 'unknown'
  const facts = {
    kind,
    occurredAt: item.ts_epoch ?? item.ts_event ?? item.ts ?? receivedAt,
    messageId: messageIdOf(item),
    campaignId: item.camp_id,
    stream: streamOf(item),
    url: item.link ?? item.URL,
    userAgent: item.user_agent,
    ip: item.ip,
    bounce: bounceOf(kind, whyOf(item)),
    flags: isByProxy(item) ? proxied : undefined,
    properties: propertiesFor(item),
    ...(kind === 'unknown' && kept(item.event, raw)),
  }
  return addressesOf(item).map((recipient) => ({
    ...facts,
    sourceId: sourceIdFor(kind, item, recipient, raw),
    recipient,
  }))
}

const addressesOf = ({ email }: Item): readonly (string | undefined)[] =>
  Array.isArray(email) && email.length > 0 ? email : [[email].flat()[0]]

/** A campaign's events carry no message id; to one contact a campaign is one message. */
const messageIdOf = ({ 'message-id': id, camp_id }: Item) =>
  id ?? (camp_id === undefined ? undefined : `campaign:${camp_id}`)

function streamOf({ 'message-id': id, camp_id }: Item): Reported['stream'] {
  if (camp_id !== undefined) return 'marketing'
  return id === undefined ? undefined : 'transactional'
}

const proxied: readonly SourceFlag[] = ['proxy-open']
const isByProxy = ({ event }: Item) => event === 'proxy_open' || event === 'unique_proxy_open'

/**
 * Their `id` is the webhook's. `unique_opened` is the first open and `opened` every later one, but some accounts are
 * sent both for the first: by its kind instead of its name it is the same event, at the same time.
 */
function sourceIdFor(
  kind: EventKind,
  item: Item,
  recipient: string | undefined,
  raw: unknown,
): string {
  const message = messageIdOf(item)
  const times = [item.ts_epoch, item.ts_event].map((at) => at?.getTime())
  if (message === undefined || times.every((at) => at === undefined))
    return sourceIdOf(raw, recipient)
  const what = kind === 'opened' ? [kind, isByProxy(item)] : [item.event]
  return sourceIdOf(...what, message, recipient, ...times, item.link ?? item.URL)
}

const classes = new Map<string, Bounce['class']>([
  ['hard_bounce', 'hard'],
  ['invalid_email', 'hard'],
  ['soft_bounce', 'soft'],
])

function whyOf({ event, reason = '' }: Item): Why {
  return {
    class: classes.get(event) ?? 'undetermined',
    reason: reasonOf(event, reason),
    detail: reason,
  }
}

function reasonOf(event: string, said: string): BounceReason {
  if (event === 'invalid_email') return 'invalid-address'
  if (event === 'blocked') return /unsubscri/i.test(said) ? 'unsubscribed' : 'suppressed'
  return reasonFrom(said)
}

function propertiesFor(item: Item) {
  const { tags, tag, 'X-Mailin-custom': custom, template_id, list_id } = item
  const bags = [custom === undefined ? {} : bagOf(custom, 'custom'), { template_id, list_id }]
  return propertiesOf(
    [...bags, { campaign_name: item['campaign name'] }],
    (tags.length > 0 ? tags : tag).flatMap(tagsIn),
  )
}

/** `tag` is one tag, or the list as JSON. */
function tagsIn(text: string): readonly string[] {
  const list = text.startsWith('[') ? parse(text) : undefined
  return Array.isArray(list) ? Texts.parse(list) : [text]
}
