import type { EventKind, Reported } from '@airgraph/domain/event.ts'
import { z } from 'zod'
import type { Reading } from '../../esp.ts'
import { kept, readEach, unheardOf } from '../batch.ts'
import { bounceOf } from '../bounce.ts'
import { Country, MessageId, Recipient, Text, Verbatim, When, Word } from '../fields.ts'
import { parse } from '../json.ts'
import { bagOf, campaignOf, propertiesOf } from '../properties.ts'
import { sourceIdOf } from '../source-id.ts'
import type { Form } from './form.ts'
import { whyOf } from './reasons.ts'

const kinds = new Map<string, EventKind>([
  ['delivered', 'delivered'],
  ['dropped', 'rejected'],
  ['bounced', 'bounced'],
  ['opened', 'opened'],
  ['clicked', 'clicked'],
  ['complained', 'complained'],
  ['unsubscribed', 'unsubscribed'],
])

const fields = {
  event: Word,
  token: Text,
  timestamp: When,
  recipient: Recipient,
  'Message-Id': MessageId,
  'message-id': MessageId,
  reason: Text,
  code: Text,
  error: Verbatim,
  description: Verbatim,
  url: Text,
  ip: Text,
  country: Country,
  'user-agent': Verbatim,
  'campaign-id': Text,
  'message-headers': Verbatim,
}
const Item = z.object(fields)
type Item = z.output<typeof Item>

const theirOwn = new Set([
  ...Object.keys(fields),
  ...`signature domain h body-plain attachment-count notification mailing-list tag X-Mailgun-Tag
    X-Mailgun-Sid X-Mailgun-Variables campaign-name city region client-name client-os client-type
    device-type`.split(/\s+/),
])

/** The webhooks that Mailgun replaced in 2018 and still sends to whoever had set them up. */
export const readOldStyle = (form: Form, receivedAt: Date): Reading =>
  readEach(
    Item,
    [Object.fromEntries(form.own)],
    (item) => reported(item, form, receivedAt),
    unheardOf(
      ({ event }) => event,
      (word) => kinds.has(word),
      receivedAt,
    ),
  )

function reported(item: Item, form: Form, receivedAt: Date): Reported {
  const kind = kinds.get(item.event) ?? 'unknown'
  const properties = propertiesOf([custom(item, form)], tagsOf(form))
  return {
    sourceId: item.token ?? sourceIdOf(form.all),
    kind,
    occurredAt: item.timestamp ?? receivedAt,
    recipient: item.recipient,
    messageId: item['Message-Id'] ?? item['message-id'],
    campaignId: item['campaign-id'] ?? campaignOf(properties),
    url: item.url,
    userAgent: item['user-agent'],
    ip: item.ip,
    country: item.country,
    bounce: bounceOf(
      kind,
      whyOf({
        reason: item.reason,
        code: item.code,
        said: item.error ?? item.description ?? '',
      }),
    ),
    properties,
    ...(kind === 'unknown' && kept(item.event, form.all)),
  }
}

const tagsOf = ({ all }: Form) =>
  all.filter(([name]) => name === 'tag' || name === 'X-Mailgun-Tag').map(([, value]) => value)

const Headers = z.array(z.tuple([z.string(), z.unknown()])).catch([])

/** The customer's variables: a header where the headers are sent along, else fields among Mailgun's own. */
function custom(item: Item, { all }: Form): object {
  const headers = Headers.parse(parse(item['message-headers'] ?? '[]'))
  const variables = headers.find(([name]) => name === 'X-Mailgun-Variables')?.[1]
  if (variables !== undefined) return bagOf(variables, 'variables')
  return Object.fromEntries([...all.filter(([name]) => !theirOwn.has(name)), ...overshadowed(all)])
}

/** Variables of the customer's that have the name of a field of Mailgun's: all but the last of that name. */
const overshadowed = (all: Form['all']) =>
  all.filter(
    ([name], i) =>
      theirOwn.has(name) &&
      name !== 'tag' &&
      name !== 'X-Mailgun-Tag' &&
      all.findLastIndex(([other]) => other === name) !== i,
  )
