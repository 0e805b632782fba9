import type { Millis } from '@airgraph/domain/units.ts'
import { isConfirmed } from './confirm.ts'
import { type Judged, judgeStory } from './judge.ts'
import { readStory } from './read-story.ts'
import { clockOf, type Contact, type Message } from './story.ts'
import {
  type DomainEvidence,
  type Evidence,
  type NetworkEvidence,
  noWorkspaceEvidence,
  type SiteEvidence,
  type WorkspaceEvidence,
} from './evidence.ts'

export interface GatherLimits {
  /** Networks and sites with fewer clicks, and domains with fewer messages, are left out at the end. */
  readonly atLeast: number
  /** How many of each to hold while gathering; the least seen make room. */
  readonly atMost: number
}

export const gatherLimits: GatherLimits = { atLeast: 5, atMost: 200_000 }

/** As JSON: what `toJSON` gives and `workspaceEvidenceFrom` takes back. */
export interface GatheredEvidence {
  readonly networks: Readonly<Record<string, NetworkEvidence>>
  readonly domains: Readonly<Record<string, DomainEvidence>>
  readonly sites: Readonly<Record<string, SiteEvidence>>
}

export interface KeptEvidence extends WorkspaceEvidence {
  toJSON(): GatheredEvidence
}

/**
 * Reads each contact once, judged by its own history alone: were the workspace's opinion fed back, it would confirm
 * itself. Contacts must not repeat. Memory is bounded by `limits.atMost`, whatever comes through.
 */
export function gatherEvidence(
  contacts: Iterable<readonly Evidence[]>,
  limits: GatherLimits = gatherLimits,
): KeptEvidence {
  const gathering = startGathering(limits)
  for (const events of contacts) gathering.add(events)
  return gathering.finish()
}

/** The same for a caller who has the contacts one after another, such as from an asynchronous store. */
export function startGathering(limits: GatherLimits = gatherLimits) {
  const networks = tallies(newNetwork, limits.atMost)
  const domains = tallies(newDomain, limits.atMost)
  const sites = tallies(newSite, limits.atMost)
  return {
    add(events: readonly Evidence[]) {
      const contact = readStory(events, noWorkspaceEvidence)
      const clicks = judgeStory(contact).filter(({ subject }) => subject.kind === 'clicked')
      addToNetworks(networks, contact, clicks)
      addToDomain(domains, events, contact, clicks)
      addToSites(sites, clicks)
    },
    finish: () =>
      workspaceEvidenceFrom({
        networks: networks.kept(limits.atLeast, closeNetwork),
        domains: domains.kept(limits.atLeast, closeDomain),
        sites: sites.kept(limits.atLeast, closeSite),
      }),
  }
}

export function workspaceEvidenceFrom(gathered: GatheredEvidence): KeptEvidence {
  const networks = new Map(Object.entries(gathered.networks))
  const domains = new Map(Object.entries(gathered.domains))
  const sites = new Map(Object.entries(gathered.sites))
  return {
    network: (ipNetwork) => networks.get(ipNetwork) ?? null,
    domain: (recipientDomain) => domains.get(recipientDomain) ?? null,
    site: (host) => sites.get(host) ?? null,
    toJSON: () => gathered,
  }
}

/** How often something was seen: what decides who stays. */
interface Tally {
  seen: number
}

/** Tallies by key, at most so many: when full, the half seen least makes room. */
function tallies<T extends Tally>(create: () => T, atMost: number) {
  const byKey = new Map<string, T>()
  const makeRoom = () => {
    const middle = [...byKey.values()].map(({ seen }) => seen).sort((a, b) => a - b)[atMost >> 1]
    for (const [key, { seen }] of byKey)
      if (seen <= (middle ?? 0) && byKey.size > atMost >> 1) byKey.delete(key)
  }
  return {
    of(key: string): T {
      const known = byKey.get(key)
      if (known) return known
      if (byKey.size >= atMost) makeRoom()
      const fresh = create()
      byKey.set(key, fresh)
      return fresh
    },
    kept: <U>(atLeast: number, close: (tally: T) => U): Record<string, U> =>
      Object.fromEntries(
        [...byKey]
          .filter(([, { seen }]) => seen >= atLeast)
          .map(([key, tally]) => [key, close(tally)]),
      ),
  }
}

type Tallies<T extends Tally> = ReturnType<typeof tallies<T>>

const prompt = 60_000
const mostDomains = 100

const delayOf = ({ subject }: Judged) => {
  const clock = clockOf(subject.message)
  return clock === null ? null : subject.at - clock
}

const isPrompt = (judged: Judged) => {
  const delay = delayOf(judged)
  return delay !== null && delay <= prompt
}

const sum = <T>(items: readonly T[], of: (item: T) => number) =>
  items.reduce((total, item) => total + of(item), 0)

const arrivedIn = ({ messages }: Contact) =>
  messages.filter((message) => clockOf(message) !== null).length

const messagesOf = (clicks: readonly Judged[]) => new Set(clicks.map((c) => c.subject.message))

/** Networks */

const newNetwork = () => ({
  seen: 0,
  contacts: 0,
  domains: new Set<string>(),
  promptClicks: 0,
  sweptClicks: 0,
  humanClicks: 0,
  confirmedContacts: 0,
  clickedMessages: 0,
  messages: 0,
  /** Clicks by delay: half powers of two of seconds, for a median that needs no memory. */
  delays: Array.from({ length: 64 }, () => 0),
})

function addToNetworks(
  networks: Tallies<ReturnType<typeof newNetwork>>,
  contact: Contact,
  clicks: readonly Judged[],
) {
  for (const [network, own] of Map.groupBy(clicks, (c) => c.subject.event.ipNetwork)) {
    if (network === null) continue
    const tally = networks.of(network)
    tally.seen += own.length
    tally.contacts++
    const domain = own[0]?.subject.event.recipientDomain
    if (domain && tally.domains.size < mostDomains) tally.domains.add(domain)
    tally.promptClicks += own.filter(isPrompt).length
    tally.sweptClicks += own.filter(({ subject }) => subject.sweep).length
    tally.humanClicks += sum(own, ({ verdict }) => verdict.humanProbability)
    tally.confirmedContacts += Number(own.some(({ subject }) => isConfirmed(subject)))
    tally.clickedMessages += messagesOf(own).size
    tally.messages += arrivedIn(contact)
    for (const delay of own.map(delayOf)) if (delay !== null) countDelay(tally.delays, delay)
  }
}

function countDelay(delays: number[], delay: number) {
  const slot = Math.min(
    delays.length - 1,
    Math.floor(2 * Math.log2(1 + Math.max(0, delay) / 1_000)),
  )
  delays[slot] = (delays[slot] ?? 0) + 1
}

function medianOf(delays: readonly number[]): Millis | null {
  const all = sum(delays, (n) => n)
  let passed = 0
  const slot = delays.findIndex((n) => (passed += n) * 2 >= all && all > 0)
  return slot < 0 ? null : (Math.round((2 ** (slot / 2) - 1) * 1_000) as Millis)
}

const closeNetwork = ({
  seen,
  domains,
  delays,
  ...counts
}: ReturnType<typeof newNetwork>): NetworkEvidence => ({
  ...counts,
  clicks: seen,
  recipientDomains: domains.size,
  medianDelay: medianOf(delays),
})

/** Domains */

const newDomain = () => ({
  seen: 0,
  contacts: 0,
  clickedMessages: 0,
  promptlyClickedMessages: 0,
  sweptMessages: 0,
  humanClickedMessages: 0,
})

function addToDomain(
  domains: Tallies<ReturnType<typeof newDomain>>,
  events: readonly Evidence[],
  contact: Contact,
  clicks: readonly Judged[],
) {
  const domain = events.find(({ recipientDomain }) => recipientDomain !== null)?.recipientDomain
  if (!domain) return
  const tally = domains.of(domain)
  tally.seen += arrivedIn(contact)
  tally.contacts++
  tally.clickedMessages += messagesOf(clicks).size
  tally.promptlyClickedMessages += messagesOf(clicks.filter(isPrompt)).size
  tally.sweptMessages += messagesOf(clicks.filter(({ subject }) => subject.sweep)).size
  tally.humanClickedMessages += sum([...likeliestClicks(clicks).values()], (p) => p)
}

function likeliestClicks(clicks: readonly Judged[]) {
  const likeliest = new Map<Message, number>()
  for (const { subject, verdict } of clicks)
    likeliest.set(
      subject.message,
      Math.max(likeliest.get(subject.message) ?? 0, verdict.humanProbability),
    )
  return likeliest
}

const closeDomain = ({ seen, ...counts }: ReturnType<typeof newDomain>): DomainEvidence => ({
  ...counts,
  messages: seen,
})

/** Sites */

/** Later than this, most clicks are people's. */
const late = 600_000

const newSite = () => ({ seen: 0, visited: 0 })

function addToSites(sites: Tallies<ReturnType<typeof newSite>>, clicks: readonly Judged[]) {
  for (const { subject, verdict } of clicks) {
    const clock = clockOf(subject.message)
    if (subject.host === '' || clock === null || subject.at - clock < late) continue
    if (verdict.humanProbability < 0.5) continue
    const tally = sites.of(subject.host)
    tally.seen++
    tally.visited += Number(subject.visit !== null)
  }
}

const closeSite = ({ seen, visited }: ReturnType<typeof newSite>): SiteEvidence => ({
  clicks: seen,
  visited,
})
