import type { Bounce, EventKind, Reported } from '@airgraph/domain/event.ts'
import { err, ok } from '@airgraph/domain/result.ts'
import { z } from 'zod'
import { defineEsp } from '../../esp.ts'
import { itemOf, kept, readEach } from '../batch.ts'
import { bounceOf, type Why } from '../bounce.ts'
import { reasonFrom } from '../bounce-reason.ts'
import { MessageId, Text, Texts, Verbatim, When, Word } from '../fields.ts'
import { campaignOf, propertiesOf } from '../properties.ts'
import { verifySvix } from './signature.ts'

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

const Act = z
  .object({ timestamp: When, ipAddress: Text, userAgent: Verbatim, link: Text })
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
  proof: {
    kind: 'signing-key',
    required: true,
    words:
      'In Resend, open Webhooks, choose the webhook and paste its signing secret, which begins with “whsec_”.',
  },
  verify: verifySvix,
  read(request) {
    const sourceId = request.headers.get('svix-id') // the same when they send it again
    if (!sourceId) return err('expected a svix-id header')
    const json = itemOf(request)
    if (!json.ok) return json
    return ok(
      readEach(Item, [json.value], (item, raw) => ({
        sourceId,
        ...reported(item, raw, request.receivedAt),
      })),
    )
  },
})

function reported(
  { type, created_at, data }: Item,
  raw: unknown,
  receivedAt: Date,
): Omit<Reported, 'sourceId'> {
  const kind = kinds.get(type) ?? 'unknown'
  const act = data.click ?? data.open
  const properties = propertiesOf([data.tags, { template_id: data.template_id }])
  return {
    kind,
    occurredAt: act?.timestamp ?? created_at ?? receivedAt,
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

const classes = new Map<string | undefined, Bounce['class']>([
  ['Transient', 'soft'],
  ['Undetermined', 'undetermined'],
])

/** They bounce what was refused for good, unless they say otherwise. */
function whyOf(type: string, data: Item['data']): Why {
  const why = data.bounce ?? data.failed ?? data.suppressed
  const detail = why?.diagnosticCode[0] ?? why?.message ?? why?.reason ?? ''
  const isSuppressed =
    type === 'email.suppressed' ||
    /suppress/i.test(why?.subType ?? '') ||
    /suppressed/i.test(detail)
  return {
    class: classes.get(why?.type) ?? 'hard',
    reason: isSuppressed ? 'suppressed' : reasonFrom(detail),
    detail,
  }
}
