import type { EventKind, Reported } from '@airgraph/domain/event.ts'
import { z } from 'zod'
import { amazonClasses, amazonSubTypes } from '../amazon-bounce.ts'
import { kept } from '../batch.ts'
import { bounceOf, type Why } from '../bounce.ts'
import { type BounceReason, reasonFrom } from '../bounce-reason.ts'
import { Bag, MessageId, Recipient, Text, Verbatim, When, Word } from '../fields.ts'
import { bagOf, campaignOf, propertiesOf } from '../properties.ts'
import { sourceIdOf } from '../source-id.ts'

const kinds = new Map<string, EventKind>([
  ['Send', 'accepted'],
  ['Delivery', 'delivered'],
  ['DeliveryDelay', 'deferred'],
  ['Bounce', 'bounced'],
  ['Reject', 'rejected'],
  ['Rendering Failure', 'rejected'],
  ['RenderingFailure', 'rejected'],
  ['Open', 'opened'],
  ['Click', 'clicked'],
  ['Complaint', 'complained'],
])

const Addressee = z.object({ emailAddress: Recipient, status: Text, diagnosticCode: Verbatim })
type Addressee = z.output<typeof Addressee>
/** They allow 50 recipients a message. */
const most = 1_000
const Addressees = z.array(Addressee).max(most).optional()

const Topics = z
  .object({
    unsubscribeAll: z.boolean().optional(),
    topicSubscriptionStatus: z
      .array(z.object({ topicName: z.string(), subscriptionStatus: z.string() }))
      .nullish(),
  })
  .optional()
  .catch(undefined)
type Topics = z.output<typeof Topics>

/** The object named after the event holds what is special to it; the names of their fields never clash. */
const Detail = z.object({
  timestamp: When,
  bouncedRecipients: Addressees,
  bounceType: Text,
  bounceSubType: Text,
  complainedRecipients: Addressees,
  complaintFeedbackType: Text,
  recipients: z.array(z.string()).max(most).optional(),
  delayedRecipients: Addressees,
  delayType: Text,
  reason: Text,
  errorMessage: Text,
  templateName: Text,
  link: Text,
  linkTags: Bag.optional(),
  ipAddress: Text,
  userAgent: Verbatim,
  newTopicPreferences: Topics,
  oldTopicPreferences: Topics,
})
type Detail = z.output<typeof Detail>

const Mail = z.object({
  messageId: MessageId,
  timestamp: When,
  destination: z.array(z.string()).max(most).default([]),
  tags: Bag,
  headers: z.array(z.object({ name: z.string(), value: z.string() })).catch([]),
})
type Mail = z.output<typeof Mail>

const detailNames = new Map([
  ['Rendering Failure', 'failure'],
  ['RenderingFailure', 'failure'],
  ['DeliveryDelay', 'deliveryDelay'],
])

/** An event of a configuration set (`eventType`), or an older notification of an identity (`notificationType`). */
export const Item = z
  .looseObject({ eventType: Word.optional(), notificationType: Word.optional(), mail: Mail })
  .transform((event, context) => {
    const name = event.eventType ?? event.notificationType
    if (name === undefined) {
      context.addIssue({ code: 'custom', path: ['eventType'], message: 'expected text' })
      return z.NEVER
    }
    const key = detailNames.get(name) ?? name.toLowerCase()
    const detail = Detail.safeParse(event[key] ?? {})
    if (detail.success) return { name, mail: event.mail, detail: detail.data }
    if (!isKnown(name)) return { name, mail: event.mail, detail: Detail.parse({}) }
    for (const { path, message } of detail.error.issues)
      context.addIssue({ code: 'custom', path: [key, ...path], message })
    return z.NEVER
  })
type Item = z.output<typeof Item>

/** One per recipient. The same event published to several topics, or both old and new style, is one. */
export function reported(
  { name, mail, detail }: Item,
  raw: unknown,
  publishedAt: Date,
  snsId: string | undefined,
): readonly Reported[] {
  const kind = kindOf(name, detail)
  const properties = propertiesFor(mail, detail)
  const at = detail.timestamp ?? mail.timestamp
  const message = mail.messageId ?? sourceIdOf(raw)
  const body = kind === 'unknown' ? kept(name, raw) : {}
  return addressees(kind, mail, detail).map((addressee) => ({
    sourceId: sourceIdOf(
      message,
      name,
      addressee?.emailAddress,
      at?.getTime() ?? snsId,
      detail.link,
    ),
    kind,
    occurredAt: at ?? publishedAt,
    recipient: addressee?.emailAddress,
    messageId: mail.messageId,
    campaignId: campaignOf(properties),
    url: detail.link,
    userAgent: detail.userAgent,
    ip: detail.ipAddress,
    bounce: bounceOf(kind, whyOf(detail, addressee)),
    properties,
    ...body,
  }))
}

function kindOf(name: string, { newTopicPreferences, oldTopicPreferences }: Detail): EventKind {
  if (name !== 'Subscription') return kinds.get(name) ?? 'unknown'
  const hasLeft =
    newTopicPreferences?.unsubscribeAll === true ||
    leftTopics(newTopicPreferences) > leftTopics(oldTopicPreferences)
  return hasLeft ? 'unsubscribed' : 'resubscribed'
}

export const isKnown = (name: string) => kinds.has(name) || name === 'Subscription'

const leftTopics = (topics: Topics) =>
  topics?.topicSubscriptionStatus?.filter((topic) => topic.subscriptionStatus === 'OptOut')
    .length ?? 0

function addressees(
  kind: EventKind,
  { destination }: Mail,
  detail: Detail,
): readonly (Addressee | undefined)[] {
  const named =
    detail.bouncedRecipients ??
    detail.complainedRecipients ??
    detail.delayedRecipients ??
    (detail.recipients ?? destination).map(unsaid)
  // Of several recipients they never say who opened or clicked: it was one of them, so it is one event.
  return isTheActOfOne(kind) || named.length === 0 ? [named[0]] : named
}

const unsaid = (emailAddress: string): Addressee => ({
  emailAddress,
  status: undefined,
  diagnosticCode: undefined,
})

const isTheActOfOne = (kind: EventKind) =>
  kind === 'opened' || kind === 'clicked' || kind === 'unsubscribed' || kind === 'resubscribed'

const delayTypes = new Map<string, BounceReason>([
  ['MailboxFull', 'mailbox-full'],
  ['SpamDetected', 'spam'],
  ['IPFailure', 'blocked'],
  ['RecipientServerError', 'unreachable'],
  ['TransientCommunicationFailure', 'unreachable'],
  ['BYOIPHostNameLookupUnavailable', 'dns'],
])

function whyOf(detail: Detail, addressee: Addressee | undefined): Why {
  const { bounceType, bounceSubType, delayType, errorMessage, reason } = detail
  const said = addressee?.diagnosticCode ?? errorMessage ?? reason ?? ''
  const told = amazonSubTypes.get(bounceSubType ?? '') ?? delayTypes.get(delayType ?? '')
  return {
    class: amazonClasses.get(bounceType ?? '') ?? 'undetermined',
    reason: told ?? refusal(detail) ?? reasonFrom(`${addressee?.status ?? ''} ${said}`),
    detail: said,
  }
}

/** They give these two without an addressee. */
function refusal({ errorMessage, reason }: Detail): BounceReason | undefined {
  if (errorMessage !== undefined) return 'rendering'
  return reason === undefined ? undefined : 'policy'
}

function propertiesFor({ tags, headers }: Mail, detail: Detail) {
  const own = Object.entries(tags).filter(([name]) => !name.startsWith('ses:'))
  const header = (name: string) =>
    headers.filter((one) => one.name.toLowerCase() === name).map((one) => one.value)
  return propertiesOf(
    [
      ...header('x-metadata').map((text) => bagOf(text, 'metadata')),
      Object.fromEntries(own),
      detail.linkTags ?? {},
      { templateName: detail.templateName, feedbackType: detail.complaintFeedbackType },
    ],
    header('x-tag'),
  )
}
