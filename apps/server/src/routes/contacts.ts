import { eraseContact, listContacts } from '@airgraph/contract/contacts.ts'
import type { Erase } from '../flows/erase.ts'
import type { ListContacts } from '../flows/list-contacts.ts'
import type { FindContact } from '../flows/find-contact.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly erase: Erase
  readonly findContact: FindContact
  readonly listContacts: ListContacts
}

export const contactRoutes = ({ erase, findContact, listContacts: list }: Needs) => [
  handle(listContacts, async ({ workspaceId, query, signal }) =>
    reply(200, await list(workspaceId, query, signal)),
  ),
  handle(eraseContact, async ({ workspaceId, body: { contact } }) => {
    const contactId = await findContact(workspaceId, contact)
    return contactId === null
      ? reply(404, problem('not-found', 'Nobody is known by that address or id.'))
      : reply(200, await erase(workspaceId, contactId))
  }),
]
