import type { MailEvent } from '@airgraph/domain/event.ts'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { normalise } from '@airgraph/ingest/normalise.ts'
import { type Arrival, type Programme, simulate, type Truth } from '@airgraph/simulate/simulate.ts'
import { createIdentifier, type Identity } from '@airgraph/store/records/identity.ts'
import { createLinks } from '@airgraph/store/records/links.ts'

/** A programme as a workspace would have it in the end, and, apart from that, who really did what. */
export interface Observed {
  readonly contacts: readonly (readonly MailEvent[])[]
  /** By event id. */
  readonly truth: ReadonlyMap<string, Truth>
}

const workspaceId = 'evaluated' as WorkspaceId

/** Each event once, under the person whom the sources' links give it to. */
export function observe(programme: Programme): Observed {
  const idsOf = createPeople()
  const events = new Map<string, { readonly event: MailEvent; readonly contactId: ContactId }>()
  const truth = new Map<string, Truth>()
  for (const arrival of simulate(programme)) {
    const kept = normalised(arrival)
    if (kept === null || events.has(kept.event.eventId)) continue
    const contactId = idsOf.meet(kept.identity)
    if (contactId !== null) events.set(kept.event.eventId, { event: kept.event, contactId })
    if (arrival.truth !== null) truth.set(kept.event.eventId, arrival.truth)
  }
  const contacts = Map.groupBy(events.values(), ({ contactId }) => idsOf.canonical(contactId))
  return {
    contacts: [...contacts.values()].map((theirs) => theirs.map(({ event }) => event)),
    truth,
  }
}

function normalised({ happening: { reported, source, receivedAt } }: Arrival) {
  const result = normalise(reported, { workspaceId, source, receivedAt })
  return 'kept' in result ? result.kept : null
}

function createPeople() {
  const identify = createIdentifier('evaluation')
  const links = createLinks()
  return {
    meet({ address, externalId }: Identity): ContactId | null {
      const byAddress = address === null ? null : identify(workspaceId, 'address', address)
      const byId = externalId === null ? null : identify(workspaceId, 'external-id', externalId)
      if (byAddress !== null && byId !== null) links.join(workspaceId, byAddress, byId)
      return byAddress ?? byId
    },
    canonical: (id: ContactId) => links.find(workspaceId, id),
  }
}
