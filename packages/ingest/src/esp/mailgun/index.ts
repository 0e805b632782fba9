import type { EventKind, Reported, SourceFlag } from '@airgraph/domain/event.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { z } from 'zod'
import { defineEsp, type RawRequest, type Reading } from '../../esp.ts'
import { itemOf, kept, readEach, unheardOf } from '../batch.ts'
import { bounceOf } from '../bounce.ts'
import { Bag, Country, MessageId, Recipient, Text, Texts, Verbatim, When, Word } from '../fields.ts'
import { campaignOf, propertiesOf } from '../properties.ts'
import { sourceIdOf } from '../source-id.ts'
import { guide } from './guide.ts'
import { type Form, readForm, readJsonForm } from './form.ts'
import { readOldStyle } from './old-style.ts'
import { suppressionOf, whyOf } from './reasons.ts'
import { verifySignature } from './signature.ts'

const kinds = new Map<string, EventKind>([
  ['accepted', 'accepted'],
  ['delivered', 'delivered'],
  ['rejected', 'rejected'],
  ['opened', 'opened'],
  ['clicked', 'clicked'],
  ['complained', 'complained'],
  ['unsubscribed', 'unsubscribed'],
])

const Item = z.object({
  event: Word,
  id: Text,
  timestamp: When,
  recipient: Recipient,
  severity: Text,
  reason: Text,
  reject: z.object({ reason: Verbatim }).optional().catch(undefined),
  'delivery-status': z
    .object({ message: Verbatim, description: Verbatim, code: Text, 'bounce-type': Text })
    .optional()
    .catch(undefined),
  message: z
    .object({ headers: z.object({ 'message-id': MessageId, to: Text }) })
    .optional()
    .catch(undefined),
  url: Text,
  ip: Text,
  geolocation: z.object({ country: Country }).optional().catch(undefined),
  'client-info': z.object({ 'user-agent': Verbatim, bot: Verbatim }).optional().catch(undefined),
  tags: Texts,
  campaigns: z.array(z.object({ id: Text, name: Text })).catch([]),
  'user-variables': Bag,
})
type Item = z.output<typeof Item>

const Webhook = z.object({ 'event-data': z.unknown().optional() })

export const mailgun = defineEsp({
  name: 'mailgun',
  title: 'Mailgun',
  guide,
  proof: {
    kind: 'signing-key',
    required: true,
    words:
      'In Mailgun, open Send → Sending → Webhooks and paste the “HTTP webhook signing key” of the account (or of the subaccount).',
  },
  verify: verifySignature,
  read: (request) =>
    startsWithBrace(request.body)
      ? readNewStyle(request)
      : readOld(readForm(request.headers, request.body), request),
})

const startsWithBrace = (body: Uint8Array) => {
  const first = body.findIndex((byte) => byte > 0x20)
  return body[first] === 0x7b
}

function readNewStyle(request: RawRequest): Result<Reading, string> {
  const json = itemOf(request)
  if (!json.ok) return json
  const webhook = Webhook.safeParse(json.value)
  const data = webhook.success ? webhook.data['event-data'] : undefined
  if (data === undefined && 'token' in json.value) return readOld(readJsonForm(json.value), request)
  if (typeof data !== 'object' || data === null) return err('expected an object in event-data')
  const { receivedAt } = request
  const unheard = unheardOf(({ event }) => event, isKnown, receivedAt)
  return ok(readEach(Item, [data], (item, raw) => reported(item, raw, receivedAt), unheard))
}

const isKnown = (word: string) => kinds.has(word) || word === 'failed'

const readOld = (form: Form | null, { receivedAt }: RawRequest): Result<Reading, string> =>
  form?.own.has('event')
    ? ok(readOldStyle(form, receivedAt))
    : err('expected a JSON object with event-data, or a form with an event')

function reported(item: Item, raw: unknown, receivedAt: Date): Reported {
  const kind = kindOf(item)
  const headers = item.message?.headers
  const properties = propertiesOf([item['user-variables']], item.tags)
  return {
    sourceId: sourceIdFor(item, raw),
    kind,
    occurredAt: item.timestamp ?? receivedAt,
    recipient: item.recipient ?? headers?.to,
    messageId: headers?.['message-id'],
    campaignId: item.campaigns[0]?.id ?? item.campaigns[0]?.name ?? campaignOf(properties),
    url: item.url,
    userAgent: item['client-info']?.['user-agent'],
    ip: item.ip,
    country: item.geolocation?.country,
    bounce: bounceOf(kind, whyOf(failed(item))),
    flags: flagsOf(kind, item['client-info']?.bot),
    properties,
    ...(kind === 'unknown' && kept(item.event, raw)),
  }
}

/** Their id is unique within a day only. */
const sourceIdFor = ({ id, timestamp }: Item, raw: unknown) =>
  id === undefined ? sourceIdOf(raw) : `${id}@${timestamp?.toISOString() ?? ''}`

function kindOf({ event, severity, reason }: Item): EventKind {
  if (event !== 'failed') return kinds.get(event) ?? 'unknown'
  if (severity === 'temporary') return 'deferred'
  return suppressionOf(reason) ? 'rejected' : 'bounced'
}

function failed({ reason, reject, 'delivery-status': status }: Item) {
  const said = status?.message || status?.description || reject?.reason || ''
  return { type: status?.['bounce-type'], reason, code: status?.code, said }
}

const opensByBots = new Map<string, SourceFlag>([
  ['apple', 'machine-open'],
  ['gmail', 'proxy-open'],
])

/** An empty word is their verdict that it was none. */
function flagsOf(kind: EventKind, bot: string | undefined): readonly SourceFlag[] | undefined {
  if (bot === undefined) return undefined
  if (bot === '') return ['not-bot']
  return [(kind === 'opened' && opensByBots.get(bot)) || 'bot']
}
