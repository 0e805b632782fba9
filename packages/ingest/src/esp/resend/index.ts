import type { Bounce, EventKind, Reported } from '@airgraph/domain/event.ts'
import { ok } from '@airgraph/domain/result.ts'
import { z } from 'zod'
import { defineEsp } from '../../esp.ts'
import { amazonClasses, amazonSubTypes } from '../amazon-bounce.ts'
import { itemOf, kept, readEach, unheardOf } from '../batch.ts'
import { bounceOf, type Why } from '../bounce.ts'
import { type BounceReason, reasonFrom } from '../bounce-reason.ts'
import { MessageId, Text, Texts, Verbatim, When, Word } from '../fields.ts'
import { parse } from '../json.ts'
import { bagOf, campaignOf, propertiesOf } from '../properties.ts'
import { sourceIdOf } from '../source-id.ts'
import { guide } from './guide.ts'
import { svixHeader, verifySvix } from './signature.ts'

const kinds = new Map<string, EventKind>([
  ['email.scheduled', 'accepted'],
  ['email.sent', 'sent'],
  ['email.delivered', 'delivered'],
  ['email.delivery_delayed', 'deferred'],
  ['email.bounced', 'bounced'],
  ['email.suppressed', 'rejected'],
  ['email.failed', 'rejected'],
  ['email.opened', 'opened'],
  ['email.clicked', 'clicked'],
  ['email.complained', 'complained'],
])

/** A list of names and values, or an object of them. */
const Tags = z
  .union([
    z
      .array(z.object({ name: z.string(), value: z.unknown() }))
      .transform((tags) => Object.fromEntries(tags.map(({ name, value }) => [name, value]))),
    z.record(z.string(), z.unknown()),
  ])
  .catch({})

/** Those that the sender put in, where the event carries them. */
const Headers = z.array(z.object({ name: z.string(), value: z.unknown() })).catch([])

const Act = z
  .object({ timestamp: When.catch(undefined), ipAddress: Text, userAgent: Verbatim, link: Text })
  .optional()
  .catch(undefined)

const Failure = z
  .object({ message: Verbatim, reason: Verbatim, type: Text, subType: Text, diagnosticCode: Texts })
  .optional()
  .catch(undefined)

const Item = z.object({
  type: Word,
  created_at: When,
  data: z.object({
    email_id: MessageId,
    to: Texts,
    broadcast_id: Text,
    template_id: Text,
    tags: Tags,
    headers: Headers,
    open: Act,
    click: Act,
    bounce: Failure,
    failed: Failure,
    suppressed: Failure,
  }),
})
type Item = z.output<typeof Item>

export const resend = defineEsp({
  name: 'resend',
  title: 'Resend',
  guide,
  proof: {
    kind: 'signing-key',
    required: true,
    words:
      'In Resend, open Webhooks, choose the webhook and paste its signing secret, which begins with “whsec_”.',
  },
  verify: verifySvix,
  read(request) {
    const json = itemOf(request)
    if (!json.ok) return json
    const { receivedAt } = request
    const id = svixHeader(request.headers, 'id') // the same when they send it again
    const unheard = unheardOf(
      ({ type }) => type,
      (word) => kinds.has(word),
      receivedAt,
    )
    const read = (item: Item, raw: unknown) => ({
      sourceId: id || sourceIdOf(raw),
      ...reported(item, raw, receivedAt),
    })
    return ok(readEach(Item, [json.value], read, unheard))
  },
})

function reported(
  { type, created_at, data }: Item,
  raw: unknown,
  receivedAt: Date,
): Omit<Reported, 'sourceId'> {
  const kind = kinds.get(type) ?? 'unknown'
  const act = data.click ?? data.open
  const properties = propertiesFor(data)
  return {
    kind,
    occurredAt: created_at ?? act?.timestamp ?? receivedAt,
    recipient: data.to[0], // of several recipients they never say which
    messageId: data.email_id,
    campaignId: data.broadcast_id ?? campaignOf(properties),
    stream: data.broadcast_id === undefined ? undefined : 'marketing',
    url: act?.link,
    userAgent: act?.userAgent,
    ip: act?.ipAddress,
    bounce: bounceOf(kind, whyOf(type, data)),
    properties,
    ...(kind === 'unknown' && kept(type, raw)),
  }
}

/**
 * They know no tags without a value and no metadata; libraries send both along as JSON in headers of these names.
 */
function propertiesFor({ tags, template_id, headers }: Item['data']) {
  const header = (name: string) =>
    headers.find((one) => one.name.toLowerCase() === name)?.value ?? '{}'
  const words = header('x-tags')
  return propertiesOf(
    [bagOf(header('x-metadata'), 'metadata'), tags, { template_id }],
    Texts.parse(typeof words === 'string' ? (parse(words) ?? words) : words),
  )
}

function whyOf(type: string, { bounce, failed, suppressed }: Item['data']): Why {
  const why = bounce ?? failed ?? suppressed
  const detail = why?.diagnosticCode[0] ?? why?.message ?? why?.reason ?? ''
  return {
    class: classOf(why?.type, why?.message ?? ''),
    reason:
      suppressionOf(type, why) ?? amazonSubTypes.get(why?.subType ?? '') ?? reasonFrom(detail),
    detail,
  }
}

/** Older events have no type: they bounced what was refused for good, unless the words of the message are kinder. */
const classOf = (type: string | undefined, message: string): Bounce['class'] =>
  type === undefined
    ? /general bounce|in the future/i.test(message)
      ? 'soft'
      : 'hard'
    : (amazonClasses.get(type) ?? 'undetermined')

const suppressionOf = (type: string, why: Item['data']['bounce']): BounceReason | undefined =>
  type === 'email.suppressed' || /suppress/i.test(`${why?.subType ?? ''} ${why?.message ?? ''}`)
    ? 'suppressed'
    : undefined
