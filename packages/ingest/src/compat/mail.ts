import type { Bounce, EventKind, Reported } from '@airgraph/domain/event.ts'
import { bounceOf } from '../esp/bounce.ts'
import { reasonFrom } from '../esp/bounce-reason.ts'
import type { Bag } from './flatten.ts'

const others: ReadonlySet<EventKind> = new Set(['visited', 'converted', 'refunded', 'custom'])
export const isOfMail = (kind: EventKind) => !others.has(kind)

/** Whose client's address and program they are: of a delivery or a bounce they are a server's. */
const readers: ReadonlySet<EventKind> = new Set(['opened', 'clicked', 'unsubscribed'])
export const isByReader = (kind: EventKind) => readers.has(kind) || !isOfMail(kind)

/** Where the address of whoever got the mail may stand. */
const recipients = ['$email_to', 'email', '$email', 'email_address', 'recipient', 'to'] as const

export const withoutRecipient = (properties: Bag): Bag => {
  const { $email_to: _to, $email: _own, email: _email, ...rest } = properties
  return rest
}

/** What a mail event says about its message. */
export function mailOf(kind: EventKind, properties: Bag): Partial<Reported> {
  return {
    recipient: first(properties, recipients),
    messageId: first(properties, ['email_id', 'message_id', 'messageId']) ?? stepIn(properties),
    campaignId: first(properties, ['campaign_id', 'campaignId', '$workflow_id', 'campaign_name']),
    url:
      kind === 'clicked' ? first(properties, ['link_url', '$link_url', 'url', 'link']) : undefined,
    bounce: bouncedBy(kind, properties),
  }
}

/** PostHog's mailer gives a message no id; but a step of a workflow is one message to a person. */
const stepIn = ({ $workflow_id, $workflow_action_id: step }: Bag) =>
  typeof step === 'string' ? `${wordOf($workflow_id) ?? ''}/${step}` : undefined

const longestDetail = 2_000

function bouncedBy(kind: EventKind, properties: Bag): Bounce | undefined {
  const type = first(properties, ['bounce_class', 'bounce_type', 'bounceType', 'type']) ?? ''
  const detail =
    first(properties, ['bounce_reason', 'reason', 'error', 'response', 'description']) ?? ''
  const reason = reasonFrom(`${type} ${detail}`)
  return bounceOf(kind, { class: classOf(type), reason, detail: detail.slice(0, longestDetail) })
}

function classOf(type: string): Bounce['class'] {
  if (/hard|permanent/i.test(type)) return 'hard'
  return /soft|transient|temporary/i.test(type) ? 'soft' : 'undetermined'
}

/** The first of these that is text or a number. */
const first = (properties: Bag, names: readonly string[]): string | undefined =>
  names.map((name) => wordOf(properties[name])).find((word) => word !== undefined)

const wordOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value).trim() || undefined
    : undefined
