import { eraseContact } from '@airgraph/contract/contacts.ts'
import type { Erase } from '../flows/erase.ts'
import type { FindContact } from '../flows/find-contact.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly erase: Erase
  readonly findContact: FindContact
}

export const contactRoutes = ({ erase, findContact }: Needs) => [
  handle(eraseContact, async ({ workspaceId, body: { contact } }) => {
    const contactId = await findContact(workspaceId, contact)
    return contactId === null
      ? reply(404, problem('not-found', 'Nobody is known by that address or id.'))
      : reply(200, await erase(workspaceId, contactId))
  }),
]
