import type { ListedContact, listContacts } from '@airgraph/contract/contacts.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { mayManage } from '../../api/me.ts'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { useScopeSearch } from '../../url/use-view.ts'
import { Kept } from '../../kit/live/Kept.tsx'
import { nameOf } from '../../words/contact-name.ts'
import './ContactPage.css'
import { ContactFacts } from './ContactFacts.tsx'
import { Erase } from './Erase.tsx'
import { Timeline } from './Timeline.tsx'

export default function ContactPage() {
  const { contact = '' } = useParams({ strict: false })
  const api = useApi()
  const search = useScopeSearch()
  const answered = useQuery({
    queryKey: ['answer', 'contact', contact],
    queryFn: async ({ signal }) => {
      const { contacts } = await api.call<typeof listContacts>('GET /v1/contacts', {
        query: { search: contact, limit: 1 },
        signal,
      })
      return contacts[0] ?? null
    },
  })
  const above = (
    <Link to="/contacts" search={search}>
      Contacts
    </Link>
  )
  return (
    <>
      <Kept of={answered} />
      <Answered of={answered} skeleton={<TableSkeleton rows={12} />}>
        {(found) =>
          found === null ? (
            <>
              <PageHeader title="Nobody is known by that name" above={above} />
              <Nothing>The person may have been erased. Search for another address or id.</Nothing>
            </>
          ) : (
            <Found contact={found} above={above} />
          )
        }
      </Answered>
    </>
  )
}

interface FoundProps {
  readonly contact: ListedContact
  readonly above: React.ReactNode
}

function Found({ contact, above }: FoundProps) {
  const { role, sample } = useWorkspaceNow()
  return (
    <>
      <PageHeader
        title={nameOf(contact)}
        above={above}
        tools={mayManage(role, sample) && <Erase contact={contact} />}
      />
      <div className="contact-tiles">
        <Timeline contactId={contact.contactId} />
        <ContactFacts contact={contact} />
      </div>
    </>
  )
}
