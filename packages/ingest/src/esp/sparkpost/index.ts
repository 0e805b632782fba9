import type { EventKind, Reported, SourceFlag } from '@airgraph/domain/event.ts'
import { ok } from '@airgraph/domain/result.ts'
import { minutes } from '@airgraph/domain/units.ts'
import { z } from 'zod'
import { defineEsp } from '../../esp.ts'
import { isObject, itemsOf, kept, readEach, unheardOf } from '../batch.ts'
import { bounceOf } from '../bounce.ts'
import {
  Bag,
  Country,
  Flag,
  MessageId,
  Recipient,
  Text,
  Texts,
  Verbatim,
  When,
  Word,
} from '../fields.ts'
import { propertiesOf } from '../properties.ts'
import { sharedSecret, verifySharedSecret } from '../shared-secret.ts'
import { sourceIdOf } from '../source-id.ts'
import { guide } from './guide.ts'
import { meaningOf, whyOf } from './bounce-class.ts'

const kinds = new Map<string, EventKind>([
  ['injection', 'accepted'],
  ['delivery', 'delivered'],
  ['delay', 'deferred'],
  ['policy_rejection', 'rejected'],
  ['generation_failure', 'rejected'],
  ['generation_rejection', 'rejected'],
  ['spam_complaint', 'complained'],
  ['open', 'opened'],
  ['initial_open', 'opened'],
  ['amp_open', 'opened'],
  ['amp_initial_open', 'opened'],
  ['click', 'clicked'],
  ['amp_click', 'clicked'],
  ['list_unsubscribe', 'unsubscribed'],
  ['link_unsubscribe', 'unsubscribed'],
])

const Agent = z.object({ is_prefetched: Flag, is_proxy: Flag }).optional().catch(undefined)

const Event = z.object({
  type: Word,
  event_id: Text,
  timestamp: When,
  rcpt_to: Recipient,
  raw_rcpt_to: Recipient,
  transmission_id: MessageId,
  message_id: MessageId,
  campaign_id: Text,
  transactional: Flag,
  bounce_class: Text,
  reason: Verbatim,
  raw_reason: Verbatim,
  target_link_url: Text,
  user_agent: Verbatim,
  user_agent_parsed: Agent,
  is_prefetched: Flag,
  ip_address: Text,
  geo_ip: z.object({ country: Country }).optional().catch(undefined),
  rcpt_tags: Texts,
  rcpt_meta: Bag,
})
type Event = z.output<typeof Event>

/** Each event is wrapped twice: in `msys`, and in the name of its class. */
const Item = z
  .object({ msys: z.record(z.string(), z.unknown()) })
  .transform(({ msys }, context) => {
    const [[name, inner] = ['', undefined]] = Object.entries(msys)
    if (name === '') return null
    const event = Event.safeParse(inner)
    if (event.success) return event.data
    for (const { path, message } of event.error.issues)
      context.addIssue({ code: 'custom', path: ['msys', name, ...path], message })
    return z.NEVER
  })

export const sparkpost = defineEsp({
  name: 'sparkpost',
  title: 'SparkPost',
  guide,
  proof: sharedSecret('SparkPost'),
  verify: verifySharedSecret,
  read(request) {
    const items = itemsOf(request)
    if (!items.ok) return items
    const { receivedAt } = request
    const read = (event: Event | null, raw: unknown) =>
      event === null ? [] : reported(event, raw, receivedAt) // they try an address out with an empty `msys`
    return ok(readEach(Item, items.value, read, unheardOf(wordOf, isKnown, receivedAt)))
  },
})

/** Mail that comes in, among others, is of a class without types. */
function wordOf({ msys }: Readonly<Record<string, unknown>>): unknown {
  const [[name, inner] = []] = isObject(msys) ? Object.entries(msys) : []
  if (!isObject(inner)) return undefined
  return inner['type'] ?? (classes.has(name ?? '') ? undefined : name)
}

const classes = new Set([
  'message_event',
  'track_event',
  'gen_event',
  'unsubscribe_event',
  'relay_event',
])

const isKnown = (word: string) => kinds.has(word) || word === 'bounce' || word === 'out_of_band'

function reported(event: Event, raw: unknown, receivedAt: Date): Reported {
  const kind = kindOf(event)
  const recipient = event.raw_rcpt_to ?? event.rcpt_to
  return {
    sourceId: sourceIdFor(kind, event, raw),
    kind,
    occurredAt: event.timestamp ?? receivedAt,
    recipient,
    messageId: event.transmission_id ?? event.message_id, // what their API answered with; never left out
    campaignId: event.campaign_id,
    stream: event.transactional ? 'transactional' : undefined,
    ...(isEngagement(kind) && {
      url: event.target_link_url,
      userAgent: event.user_agent,
      ip: event.ip_address,
      country: event.geo_ip?.country,
    }),
    bounce: bounceOf(kind, whyOf(event.bounce_class, event.raw_reason ?? event.reason ?? '')),
    flags: flagsOf(event),
    properties: propertiesOf([event.rcpt_meta], event.rcpt_tags),
    ...(kind === 'unknown' && kept(event.type, raw)),
  }
}

const kindOf = ({ type, bounce_class }: Event): EventKind =>
  type === 'bounce' || type === 'out_of_band'
    ? meaningOf(bounce_class).kind
    : (kinds.get(type) ?? 'unknown')

/**
 * One reading fires `initial_open` (a pixel at the top) and `open` (one at the bottom), with ids of their own. A mail
 * that the client cut off fires the first alone, so neither can be left out: opens of one message by the same client
 * within a minute are one event.
 */
function sourceIdFor(kind: EventKind, event: Event, raw: unknown): string {
  const { timestamp, transmission_id, message_id, raw_rcpt_to, rcpt_to } = event
  const message = transmission_id ?? message_id
  if (kind !== 'opened' || timestamp === undefined || message === undefined)
    return event.event_id ?? sourceIdOf(raw)
  const minute = Math.trunc(timestamp.getTime() / minutes(1))
  const who = [raw_rcpt_to ?? rcpt_to, event.ip_address, event.user_agent]
  return sourceIdOf(kind, message, message_id, ...who, minute)
}

/** Of all other kinds the address is that of a mail server. */
const isEngagement = (kind: EventKind) =>
  kind === 'opened' || kind === 'clicked' || kind === 'unsubscribed'

function flagsOf(event: Event): readonly SourceFlag[] | undefined {
  const flags: SourceFlag[] = []
  if (event.is_prefetched || event.user_agent_parsed?.is_prefetched) flags.push('prefetched')
  if (event.user_agent_parsed?.is_proxy) flags.push('proxy-open')
  return flags.length > 0 ? flags : undefined
}
