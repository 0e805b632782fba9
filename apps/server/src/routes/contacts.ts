import { eraseContact } from '@airgraph/contract/contacts.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { FindContact } from '../flows/find-contact.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly records: Pick<Records, 'contacts'>
  readonly findContact: FindContact
}

export const contactRoutes = ({ records: { contacts }, findContact }: Needs) => [
  handle(eraseContact, async ({ workspaceId, body: { contact } }) => {
    const contactId = await findContact(workspaceId, contact)
    return contactId === null
      ? reply(404, problem('not-found', 'Nobody is known by that address or id.'))
      : reply(200, { erased: await contacts.erase(workspaceId, contactId) })
  }),
]
