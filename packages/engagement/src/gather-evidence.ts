import {
  type DomainEvidence,
  type Evidence,
  type NetworkEvidence,
  noWorkspaceEvidence,
  type PlaceEvidence,
  type SiteEvidence,
  type UsualEvidence,
  type WorkspaceEvidence,
} from './evidence.ts'
import { clicksMost } from './gather/clicks.ts'
import { addToDomain, closeDomain, newDomain } from './gather/domains.ts'
import { addToNetworks, closeNetwork, newNetwork } from './gather/networks.ts'
import { addToPlaces, closePlace, newPlace, placeKey } from './gather/places.ts'
import { addToSites, closeSite, newSite } from './gather/sites.ts'
import { tallies } from './gather/tallies.ts'
import { addToHabits, newHabits, usualOf } from './gather/usual.ts'
import { judgeStory } from './judge.ts'
import { readStory } from './read-story.ts'

export interface GatherLimits {
  /** Networks, places and sites with fewer clicks, and domains with fewer messages, are left out at the end. */
  readonly atLeast: number
  /** How many of each to hold while gathering; the least seen make room. */
  readonly atMost: number
}

const gatherLimits: GatherLimits = { atLeast: 5, atMost: 200_000 }

/** As JSON: what `toJSON` gives and `workspaceEvidenceFrom` takes back. */
export interface GatheredEvidence {
  readonly networks: Readonly<Record<string, NetworkEvidence>>
  readonly domains: Readonly<Record<string, DomainEvidence>>
  /** By `placeKey`. */
  readonly places: Readonly<Record<string, PlaceEvidence>>
  readonly sites: Readonly<Record<string, SiteEvidence>>
  readonly usual: UsualEvidence
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
  const places = tallies(newPlace, limits.atMost)
  const sites = tallies(newSite, limits.atMost)
  const habits = newHabits()
  return {
    add(events: readonly Evidence[]) {
      const contact = readStory(events, noWorkspaceEvidence)
      const clicks = judgeStory(contact).filter(({ subject }) => subject.kind === 'clicked')
      addToNetworks(networks, contact, clicks)
      addToDomain(domains, events, contact, clicks)
      addToPlaces(places, contact)
      addToHabits(habits, events, contact)
      if (!clicksMost(contact)) addToSites(sites, clicks)
    },
    finish() {
      const kept = {
        networks: networks.kept(limits.atLeast, closeNetwork),
        domains: domains.kept(limits.atLeast, closeDomain),
        places: places.kept(limits.atLeast, closePlace),
        sites: sites.kept(limits.atLeast, closeSite),
      }
      return workspaceEvidenceFrom({ ...kept, usual: usualOf(kept, habits) })
    },
  }
}

export function workspaceEvidenceFrom(gathered: GatheredEvidence): KeptEvidence {
  const networks = new Map(Object.entries(gathered.networks))
  const domains = new Map(Object.entries(gathered.domains))
  const places = new Map(Object.entries(gathered.places))
  const sites = new Map(Object.entries(gathered.sites))
  return {
    network: (ipNetwork) => networks.get(ipNetwork) ?? null,
    domain: (recipientDomain) => domains.get(recipientDomain) ?? null,
    place: (ipNetwork, recipientDomain) => places.get(placeKey(ipNetwork, recipientDomain)) ?? null,
    site: (host) => sites.get(host) ?? null,
    usual: gathered.usual,
    toJSON: () => gathered,
  }
}
