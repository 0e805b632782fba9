import type { MailEvent } from '@airgraph/domain/event.ts'
import type { Millis, Ratio } from '@airgraph/domain/units.ts'

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
  /** Messages with a click from here; like all counts of messages, without those that somebody waits for. */
  readonly clickedMessages: number
  /** Messages delivered (else sent) to those contacts, clicked or not. */
  readonly messages: number
}

/** What one recipient domain does with the mail that its people get. */
export interface DomainEvidence {
  readonly contacts: number
  /** Messages delivered (else sent), but for those that somebody waits for (transactional): most such are clicked. */
  readonly messages: number
  readonly clickedMessages: number
  /** Messages with a click at most 60 s after `delivered` (else `sent`), or before it. */
  readonly promptlyClickedMessages: number
  /** Messages of which several different links were clicked within seconds. */
  readonly sweptMessages: number
  /** Sum over clicked messages of the highest human probability of their clicks. */
  readonly humanClickedMessages: number
}

/** One network within one recipient domain, "a place": an office, or a scanner that guards the domain. */
export interface PlaceEvidence {
  /** Distinct contacts of the domain who clicked, or read, from here. */
  readonly contacts: number
  /** Messages with a click from here. */
  readonly clickedMessages: number
  /** Those of them whose click from here a visit or a conversion followed. */
  readonly visitedMessages: number
  /** Those that none followed, of contacts whose visits are reported at other times. */
  readonly unvisitedMessages: number
  /** Messages whose images were loaded from here long after they came, with no click beside: as by people who read. */
  readonly readMessages: number
}

/** What people usually do with the workspace's mail: what the unusual is measured by. */
export interface UsualEvidence {
  /** Of the messages that people get, those that they click; `null` where too few were delivered. Read off consumers' mailboxes where it can be. */
  readonly clickedShare: Ratio | null
  /** Of clicks by contacts whose visits are reported at other times, those that a visit followed; `null` of too few. */
  readonly visitedShare: Ratio | null
  /** Of proxies' opens at delivery, those that a person caused, by how many open so soon without a proxy. */
  readonly promptProxyHumans: Ratio | null
}

/** How reliably a web site tells of visits: whether silence after a click means anything. */
export interface SiteEvidence {
  /** Clicks to it that came late enough (10 min) to be mostly people's, of contacts who do not click most messages. */
  readonly clicks: number
  /** Those that a visit followed. */
  readonly visited: number
  /** The same of those contacts whose visits are reported at other times too: whom sites recognise. */
  readonly recognised: { readonly clicks: number; readonly visited: number }
}

/** What the whole workspace says about networks, recipient domains, places and linked sites; `null` of those it hardly knows. */
export interface WorkspaceEvidence {
  network(ipNetwork: string): NetworkEvidence | null
  domain(recipientDomain: string): DomainEvidence | null
  place(ipNetwork: string, recipientDomain: string): PlaceEvidence | null
  /** By host name, such as "shop.example.com". */
  site(host: string): SiteEvidence | null
  readonly usual: UsualEvidence
}

export const nothingUsual: UsualEvidence = {
  clickedShare: null,
  visitedShare: null,
  promptProxyHumans: null,
}

export const noWorkspaceEvidence: WorkspaceEvidence = {
  network: () => null,
  domain: () => null,
  place: () => null,
  site: () => null,
  usual: nothingUsual,
}
