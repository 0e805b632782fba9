import {
  activityOf,
  contactActivitySql,
  newestContactsSql,
} from '@airgraph/analytics/contact-activity.ts'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { FindContact } from './find-contact.ts'
import { cheap } from './scope-now.ts'
import { soonCommitted } from './soon-committed.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'contacts'>
  readonly findContact: FindContact
}

interface Asked {
  readonly search: string
  readonly limit: number
}

export type ListContacts = ReturnType<typeof createListContacts>

/** Who is found, with their names and what they did. Whoever is called exactly that is first. */
export const createListContacts =
  ({ events, records: { contacts }, findContact }: Needs) =>
  async (workspaceId: WorkspaceId, { search, limit }: Asked, signal: AbortSignal) => {
    const scope = { workspaceId }
    const newest = async () => {
      await soonCommitted(events)
      const { rows } = await events.query(newestContactsSql(scope, limit + 1), {
        limits: cheap,
        signal,
      })
      const ids = rows.map((row) => row['contact_id'] as ContactId)
      return { ids, reach: null, more: false }
    }
    const named = async () => {
      const [exact, some] = await Promise.all([
        findContact(workspaceId, search),
        contacts.search(workspaceId, search, limit + 1),
      ])
      return { ...some, ids: [...new Set([...(exact === null ? [] : [exact]), ...some.ids])] }
    }
    const found = await (search === '' ? newest() : named())
    const ids = found.ids.slice(0, limit)
    const [names, { rows }] = await Promise.all([
      contacts.namesOf(workspaceId, ids),
      events.query(contactActivitySql(scope, ids), { limits: cheap, signal }),
    ])
    return {
      contacts: activityOf(rows, ids).map((contact) => ({
        ...contact,
        names: names.get(contact.contactId) ?? [],
      })),
      more: found.more || found.ids.length > ids.length,
      reach: found.reach,
    }
  }
