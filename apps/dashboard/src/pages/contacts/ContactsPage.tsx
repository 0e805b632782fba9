import type { ListedContact, listContacts } from '@airgraph/contract/contacts.ts'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useApi } from '../../api/api.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { readSort, sortText } from '../../kit/table/column.ts'
import { DataTable } from '../../kit/table/DataTable.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { toCsv } from '../../kit/table/to-csv.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { text } from '../../url/fields.ts'
import { useScopeSearch, useView } from '../../url/use-view.ts'
import { nameOf } from '../../words/contact-name.ts'
import { contactColumns } from './contact-columns.ts'

const fields = { q: text(), sort: text('-lastDay') }

/** Until somebody stops typing. */
const patienceMs = 250

export default function ContactsPage() {
  const api = useApi()
  const [{ q, sort }, change] = useView(fields)
  const [search] = useDebouncedValue(q.trim(), patienceMs)
  const answered = useQuery({
    queryKey: ['answer', 'contacts', search],
    queryFn: ({ signal }) =>
      api.call<typeof listContacts>('GET /v1/contacts', { query: { search }, signal }),
    placeholderData: keepPreviousData,
  })
  const along = useScopeSearch()
  const columns = useMemo(
    () =>
      contactColumns((contact: ListedContact) => (
        <Link to="/contacts/$contact" params={{ contact: contact.contactId }} search={along}>
          {nameOf(contact)}
        </Link>
      )),
    [along],
  )
  const contacts = answered.data?.contacts ?? []
  return (
    <>
      <PageHeader title="Contacts">Everyone that any event tells of</PageHeader>
      <TileFrame
        className="tile-searched"
        title={search === '' ? 'Newest events' : `Found by “${search}”`}
        outdated={answered.isPlaceholderData}
        notes={notesOn(answered.data, search)}
        testId="contacts"
        tools={
          <SearchBox
            label="Find an address or an id"
            value={q}
            onChange={(said) => change({ q: said }, { replace: true })}
          />
        }
        menu={{ csv: () => toCsv(columns, contacts) }}
      >
        <Answered of={answered} skeleton={<TableSkeleton rows={14} />}>
          {() => (
            <DataTable
              label="Contacts"
              columns={columns}
              rows={contacts}
              keyOf={({ contactId }) => contactId}
              sort={readSort(sort)}
              onSort={(by) => change({ sort: sortText(by) }, { replace: true })}
              none={<Nothing>{noneFound(search, answered.data?.reach ?? null)}</Nothing>}
            />
          )}
        </Answered>
      </TileFrame>
    </>
  )
}

type Reach = 'anywhere' | 'beginnings' | null

/** Shorter texts are nowhere looked for within names. */
const shortestPart = 3

function notesOn(
  found: { readonly more: boolean; readonly reach: Reach } | undefined,
  search: string,
) {
  const how = 'Found by how an address, an id or a domain begins'
  const why =
    search.length < shortestPart
      ? 'three letters or more may find others'
      : 'this server’s PostgreSQL cannot look within names'
  return [
    ...(found?.more ? ['There are more. Search to find one of them.'] : []),
    ...(found?.reach === 'beginnings' ? [`${how}: ${why}.`] : []),
  ]
}

function noneFound(search: string, reach: Reach) {
  if (search === '')
    return 'Nobody did anything in the last thirty days. Search for an address or an id.'
  const how =
    reach === 'beginnings' ? 'address, id or domain begins with' : 'address or id contains'
  return `Nobody’s ${how} “${search}”. Somebody who was erased cannot be found.`
}
