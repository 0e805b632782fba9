import type { ContactId, EventId, WorkspaceId } from './ids.ts'
import type { Money } from './units.ts'
import type { Verdict } from './verdict.ts'

/** What can happen to a message or a contact. Closed: an ESP's unheard-of event is `unknown`, with its body. */
export const eventKinds = [
  'accepted',
  'sent',
  'delivered',
  'deferred',
  'bounced',
  'rejected',
  'opened',
  'clicked',
  'complained',
  'unsubscribed',
  'resubscribed',
  'replied',
  'visited',
  'converted',
  'refunded',
  'custom',
  'unknown',
] as const
export type EventKind = (typeof eventKinds)[number]

export const streams = ['marketing', 'transactional', 'outreach'] as const
export type Stream = (typeof streams)[number]

export const mailboxProviders = ['gmail', 'microsoft', 'yahoo', 'apple', 'other'] as const
export type MailboxProvider = (typeof mailboxProviders)[number]

export const deviceClasses = ['desktop', 'mobile', 'tablet', 'webmail', 'bot'] as const
export type DeviceClass = (typeof deviceClasses)[number]

export const bounceClasses = ['hard', 'soft', 'undetermined'] as const
export type BounceClass = (typeof bounceClasses)[number]

/** Why a message did not arrive, for `bounced`, `deferred` and `rejected`. */
export interface Bounce {
  readonly class: BounceClass
  /** In few words, such as "invalid-address", "mailbox-full", "spam", "suppressed", "dns". */
  readonly reason: string
  /** What the receiving server or the ESP said, unchanged; may be empty. */
  readonly detail: string
}

/** What the source itself says about machines. `bot`: an automatic client. */
export const sourceFlags = ['machine-open', 'proxy-open', 'prefetched', 'bot', 'not-bot'] as const
export type SourceFlag = (typeof sourceFlags)[number]

export type Properties = Readonly<Record<string, string | number | boolean>>

/** What a source told us about one thing that happened to one recipient, before we know who that is. */
export interface Reported {
  /** Equal when the source sends the same event again, and only then. */
  readonly sourceId: string
  readonly kind: EventKind
  readonly occurredAt: Date
  /** As they wrote it: may be `Ann <ann@example.com>`. */
  readonly recipient?: string | undefined
  /** The customer's own id of the person. Beside a recipient it links the two. */
  readonly externalId?: string | undefined
  /** Another address or id of the same person, such as the one before they signed in: it links the two. */
  readonly alias?: string | undefined
  readonly messageId?: string | undefined
  readonly campaignId?: string | undefined
  readonly stream?: Stream | undefined
  readonly url?: string | undefined
  /** Empty means that the client sent none; absent, that the source does not say. */
  readonly userAgent?: string | undefined
  readonly ip?: string | undefined
  /** ISO 3166-1 alpha-2, where the source says. */
  readonly country?: string | undefined
  readonly bounce?: Bounce | undefined
  readonly flags?: readonly SourceFlag[] | undefined
  readonly money?: Money | undefined
  /** Of a `custom` event, or the source's own word for an `unknown` one. */
  readonly name?: string | undefined
  readonly properties?: Properties | undefined
  /** The body, of `unknown` events only. */
  readonly raw?: string | undefined
}

/** One thing that happened to one message or one contact, in our words whoever told us. */
export interface MailEvent {
  readonly eventId: EventId
  readonly workspaceId: WorkspaceId
  /** Name of the configured source, such as "api" or "sendgrid-1". */
  readonly source: string
  readonly kind: EventKind
  readonly occurredAt: Date
  readonly receivedAt: Date
  /** `null` where the source named nobody. */
  readonly contactId: ContactId | null
  readonly messageId: string | null
  readonly campaignId: string | null
  readonly stream: Stream | null
  readonly mailboxProvider: MailboxProvider | null
  /** The registrable domain of the recipient's address, such as "example.co.uk". */
  readonly recipientDomain: string | null
  readonly url: string | null
  readonly userAgent: string | null
  /** The client's family, such as "Apple Mail", "Chrome", "Gmail image proxy". */
  readonly client: string | null
  readonly device: DeviceClass | null
  /** The address cut to /24 (IPv4) or /48 (IPv6). */
  readonly ipNetwork: string | null
  readonly country: string | null
  readonly bounce: Bounce | null
  readonly flags: readonly SourceFlag[]
  /** Of opens and clicks; `null` for every other kind. */
  readonly engagement: Verdict | null
  readonly money: Money | null
  readonly name: string | null
  readonly properties: Properties
  readonly raw: string | null
}

/** A `MailEvent` in the store. */
export interface StoredEvent extends MailEvent {
  /** Commit sequence: monotone per store, the one cursor for streams, warehouses and replay. */
  readonly seq: number
  /** 0 as it came; higher when a verdict or a contact was mended later. The highest wins. */
  readonly revision: number
  /** This place in the contact's history was vacated: the person was merged or erased. */
  readonly deleted: boolean
}
