import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { readAddress } from '@airgraph/ingest/address.ts'
import { readId } from '@airgraph/ingest/steps/text.ts'
import type { Records } from '@airgraph/store/records/open.ts'

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Whom a text means: an address as people write it, an external id or a contact id. `null` if nobody here is called that. */
export const createFindContact =
  ({ contacts }: Pick<Records, 'contacts'>) =>
  (workspaceId: WorkspaceId, text: string): Promise<ContactId | null> => {
    const address = readAddress(text)
    return contacts.find(workspaceId, {
      address: address.ok ? address.value : null,
      externalId: readId(text.trim()) || null,
      contactId: uuid.test(text.trim()) ? (text.trim().toLowerCase() as ContactId) : null,
    })
  }

export type FindContact = ReturnType<typeof createFindContact>
