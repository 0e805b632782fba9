import {
  type DomainEvidence,
  type Evidence,
  type NetworkEvidence,
  noWorkspaceEvidence,
  type SiteEvidence,
  type WorkspaceEvidence,
} from './evidence.ts'
import { addToDomain, closeDomain, newDomain } from './gather/domains.ts'
import { addToNetworks, closeNetwork, newNetwork } from './gather/networks.ts'
import { addToSites, closeSite, newSite } from './gather/sites.ts'
import { tallies } from './gather/tallies.ts'
import { judgeStory } from './judge.ts'
import { readStory } from './read-story.ts'

export interface GatherLimits {
  /** Networks and sites with fewer clicks, and domains with fewer messages, are left out at the end. */
  readonly atLeast: number
  /** How many of each to hold while gathering; the least seen make room. */
  readonly atMost: number
}

const gatherLimits: GatherLimits = { atLeast: 5, atMost: 200_000 }

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
