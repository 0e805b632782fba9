import type { MailEvent } from '@airgraph/domain/event.ts'
import type { Millis } from '@airgraph/domain/units.ts'

/** The part of a `MailEvent` that judging reads. */
export type Evidence = Pick<
  MailEvent,
  | 'eventId'
  | 'kind'
  | 'occurredAt'
  | 'messageId'
  | 'campaignId'
  | 'url'
  | 'userAgent'
  | 'client'
  | 'device'
  | 'ipNetwork'
  | 'mailboxProvider'
  | 'recipientDomain'
  | 'country'
  | 'flags'
  | 'source'
> &
  /** Where known: mail that somebody waits for (transactional) is clicked sooner. */
  Partial<Pick<MailEvent, 'stream'>>

/** What all contacts' clicks together say of one network (/24 or /48). Counts, not shares: shares are taken where they are weighed. */
export interface NetworkEvidence {
  /** Distinct contacts who clicked from here. */
  readonly contacts: number
  /** Distinct recipient domains of those contacts, counted up to 100. */
  readonly recipientDomains: number
  readonly clicks: number
  /** Clicks at most 60 s after `delivered` (else `sent`) of their message, or before it. */
  readonly promptClicks: number
  /** Clicks among several different links of one message within seconds. */
  readonly sweptClicks: number
  /** Middle of the clicks' times since `delivered` (else `sent`); `null` where no clock is known. */
  readonly medianDelay: Millis | null
  /** Sum of the clicks' human probabilities, each judged by its own contact's history alone. */
  readonly humanClicks: number
  /** Contacts with a click from here that a visit or a conversion followed. */
  readonly confirmedContacts: number
  /** Messages with a click from here. */
  readonly clickedMessages: number
  /** Messages delivered (else sent) to those contacts, clicked or not. */
  readonly messages: number
}

/** What one recipient domain does with the mail that its people get. */
export interface DomainEvidence {
  readonly contacts: number
  /** Messages delivered (else sent). */
  readonly messages: number
  readonly clickedMessages: number
  /** Messages with a click at most 60 s after `delivered` (else `sent`), or before it. */
  readonly promptlyClickedMessages: number
  /** Messages of which several different links were clicked within seconds. */
  readonly sweptMessages: number
  /** Sum over clicked messages of the highest human probability of their clicks. */
  readonly humanClickedMessages: number
}

/** How reliably a web site tells of visits: whether silence after a click means anything. */
export interface SiteEvidence {
  /** Clicks to it that came late enough (10 min) to be mostly people's. */
  readonly clicks: number
  /** Those that a visit followed. */
  readonly visited: number
}

/** What the whole workspace says about networks, recipient domains and linked sites; `null` of those it hardly knows. */
export interface WorkspaceEvidence {
  network(ipNetwork: string): NetworkEvidence | null
  domain(recipientDomain: string): DomainEvidence | null
  /** By host name, such as "shop.example.com". */
  site(host: string): SiteEvidence | null
}

export const noWorkspaceEvidence: WorkspaceEvidence = {
  network: () => null,
  domain: () => null,
  site: () => null,
}
