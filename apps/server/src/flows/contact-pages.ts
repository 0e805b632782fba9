import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { contactsAfter, type Touched } from '@airgraph/store/events/fold.ts'

const contactsInPage = 2_000

/** All contacts of a workspace, some at a time. People who come meanwhile may or may not be among them. */
export async function* contactPages(
  events: EventStore,
  workspaceId: WorkspaceId,
): AsyncGenerator<Touched> {
  let after: ContactId | null = null
  do {
    const { rows } = await events.query(contactsAfter(workspaceId, after, contactsInPage))
    const contactIds = rows.map((row) => row['contact_id'] as ContactId)
    after = contactIds.at(-1) ?? null
    if (contactIds.length > 0) yield { workspaceId, contactIds }
  } while (after !== null)
}
