import { recipientOf, recipientsSql } from '@airgraph/analytics/recipients.ts'
import type { listRecipients } from '@airgraph/contract/recipients.ts'
import type { QueryOf } from '@airgraph/contract/endpoint.ts'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { cheap, scopeNow } from './scope-now.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'contacts' | 'workspaces'>
}

export type ListRecipients = ReturnType<typeof createListRecipients>

/** A page of them, with their names. */
export const createListRecipients =
  ({ events, records }: Needs) =>
  async (workspaceId: WorkspaceId, query: QueryOf<typeof listRecipients>, signal: AbortSignal) => {
    const scope = await scopeNow(records, workspaceId)
    const { campaign, did, from, to, limit } = query
    const after = (query.after ?? null) as ContactId | null
    const statement = recipientsSql({ campaign, did, from, to, after, limit }, scope)
    const { rows } = await events.query(statement, { limits: cheap, signal })
    const recipients = rows.slice(0, limit).map(recipientOf)
    const names = await records.contacts.namesOf(
      workspaceId,
      recipients.map(({ contactId }) => contactId),
    )
    return {
      recipients: recipients.map((one) => ({ ...one, names: names.get(one.contactId) ?? [] })),
      next: rows.length > limit ? (recipients.at(-1)?.contactId ?? null) : null,
    }
  }
