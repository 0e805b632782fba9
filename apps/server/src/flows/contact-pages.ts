import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { contactsAfter, type Touched } from '@airgraph/store/events/evidence.ts'

/** Finding the next contacts costs about the same for few as for many. */
const listedAtOnce = 20_000

/** All contacts of a workspace, some at a time. People who come meanwhile may or may not be among them. */
export async function* contactPages(
  events: EventStore,
  workspaceId: WorkspaceId,
  contactsInPage: number,
): AsyncGenerator<Touched, void> {
  for await (const contactIds of listed(events, workspaceId))
    for (let i = 0; i < contactIds.length; i += contactsInPage)
      yield { workspaceId, contactIds: contactIds.slice(i, i + contactsInPage) }
}

async function* listed(events: EventStore, workspaceId: WorkspaceId) {
  let after: ContactId | null = null
  do {
    const { rows } = await events.query(contactsAfter(workspaceId, after, listedAtOnce))
    const contactIds = rows.map((row) => row['contact_id'] as ContactId)
    after = contactIds.length < listedAtOnce ? null : (contactIds.at(-1) ?? null)
    yield contactIds
  } while (after !== null)
}
