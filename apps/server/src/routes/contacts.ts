import { eraseContact, listContacts } from '@airgraph/contract/contacts.ts'
import type { ContactId } from '@airgraph/domain/ids.ts'
import type { Erase } from '../flows/erase.ts'
import type { ListContacts } from '../flows/list-contacts.ts'
import type { FindContact } from '../flows/find-contact.ts'
import type { Note } from '../flows/note.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly erase: Erase
  readonly findContact: FindContact
  readonly listContacts: ListContacts
  readonly note: Note
}

export const contactRoutes = ({ erase, findContact, listContacts: list, note }: Needs) => [
  handle(listContacts, async ({ workspaceId, query, signal }) =>
    reply(200, await list(workspaceId, query, signal)),
  ),
  handle(eraseContact, async (call) => {
    const { contact, hashes } = call.body
    const found = contact === undefined ? null : await findContact(call.workspaceId, contact)
    if (contact !== undefined && found === null)
      return reply(404, problem('not-found', 'Nobody is known by that address or id.'))
    const contactIds = found === null ? ((hashes ?? []) as ContactId[]) : [found]
    const receipt = await erase(call.workspaceId, contactIds)
    const { receiptId, events, names } = receipt
    await note(call, {
      action: 'contact.erased', // by the receipt: who it was is forgotten here too
      on: { kind: 'receipt', id: receiptId },
      after: { events, names },
    })
    return reply(200, { ...receipt, hashes: [...receipt.hashes], remains: [...receipt.remains] })
  }),
]
