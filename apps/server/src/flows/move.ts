import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { allOfContacts } from '@airgraph/store/events/evidence.ts'
import { inheritRemoved } from '@airgraph/store/events/retention.ts'
import { fromRow } from '@airgraph/store/events/rows.ts'

/**
 * Moves events from contacts that turned out to be somebody else to the contact they belong to: a copy there, and
 * where they were a row that says "gone". Doing it again finds nothing left to move.
 */
export async function moveContacts(
  events: EventStore,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  canonical: (workspaceId: WorkspaceId, id: ContactId) => ContactId,
  ending?: AbortSignal,
): Promise<ReadonlySet<ContactId>> {
  const { rows } = await events.query(allOfContacts({ workspaceId, contactIds }))
  const into = new Set<ContactId>()
  const heirs = contactIds.map((id) => [id, canonical(workspaceId, id)] as const)
  await events.run(inheritRemoved(workspaceId, heirs))
  const moved = rows.map(fromRow).flatMap((event) => {
    if (event.contactId === null) return []
    const contactId = canonical(workspaceId, event.contactId)
    if (contactId === event.contactId) return []
    into.add(contactId)
    return moveOne(event, contactId)
  })
  await events.rewrite(moved, ending)
  return into
}

/** What was said lives on in the copy only. */
const moveOne = (event: StoredEvent, contactId: ContactId): readonly StoredEvent[] => [
  { ...event, contactId, revision: event.revision + 1 },
  { ...event, revision: event.revision + 1, deleted: true, raw: null, properties: {} },
]
