import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { defineEsp, type RawRequest, type Reading } from '../../esp.ts'
import { itemOf, readEach, unheardOf } from '../batch.ts'
import { reasonOf } from '../fields.ts'
import { parse } from '../json.ts'
import { guide } from './guide.ts'
import { confirmationUrl, Envelope } from './envelope.ts'
import { isKnown, Item, reported } from './reported.ts'
import { verifySignature } from './signature.ts'

export const ses = defineEsp({
  name: 'ses',
  title: 'Amazon SES',
  guide,
  proof: {
    kind: 'certificate',
    required: false,
    words:
      'Amazon SNS signs every message with its certificate; leave “raw message delivery” off, since raw messages are not signed. To accept one topic alone, configure its ARN as the secret.',
  },
  verify: verifySignature,
  read(request) {
    const json = itemOf(request)
    if (!json.ok) return json
    if (isEvent(json.value)) return ok(readEvent(json.value, request.receivedAt, undefined))
    const envelope = Envelope.safeParse(json.value)
    if (!envelope.success)
      return err(`expected a message of Amazon SNS; ${reasonOf(envelope.error)}`)
    return readEnvelope(envelope.data, request)
  },
})

/** Raw delivery: the event without the envelope. It never passes `verify`. */
const isEvent = (json: object) => 'mail' in json && !('Type' in json)

const nothing: Reading = { events: [], origins: [], refused: [] }

function readEnvelope(envelope: Envelope, { receivedAt }: RawRequest): Result<Reading, string> {
  if (envelope.Type === 'Notification') return readNotification(envelope, receivedAt)
  if (envelope.Type === 'UnsubscribeConfirmation') return ok(nothing) // its URL would subscribe us again
  const confirm = confirmationUrl(envelope)
  return confirm
    ? ok({ ...nothing, confirm })
    : err('expected a SubscribeURL that confirms a subscription at Amazon SNS')
}

function readNotification(
  { Message, MessageId, Timestamp }: Envelope,
  receivedAt: Date,
): Result<Reading, string> {
  if (Message.startsWith('Successfully validated SNS topic')) return ok(nothing)
  const event = parse(Message)
  if (typeof event !== 'object' || event === null)
    return err('expected the event as JSON in Message')
  return ok(readEvent(event, Timestamp ?? receivedAt, MessageId))
}

const readEvent = (event: object, publishedAt: Date, snsId: string | undefined): Reading =>
  readEach(
    Item,
    [event],
    (item, raw) => reported(item, raw, publishedAt, snsId),
    unheardOf(
      ({ eventType, notificationType }) => eventType ?? notificationType,
      isKnown,
      publishedAt,
    ),
  )
