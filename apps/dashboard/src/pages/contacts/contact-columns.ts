import type { ListedContact } from '@airgraph/contract/contacts.ts'
import type { ReactNode } from 'react'
import { formatLongDay } from '../../format/moments.ts'
import { formatCount, unknown } from '../../format/numbers.ts'
import type { TableColumn } from '../../kit/table/column.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { nameOf } from '../../words/contact-name.ts'

type Counted = 'delivered' | 'humanOpens' | 'machineOpens' | 'humanClicks' | 'conversions'

const counts: readonly (readonly [Counted, string])[] = [
  ['delivered', 'Delivered'],
  ['humanOpens', 'Human opens'],
  ['machineOpens', 'Machine opens'],
  ['humanClicks', 'Human clicks'],
  ['conversions', 'Conversions'],
]

const day = (title: string, id: 'firstDay' | 'lastDay'): TableColumn<ListedContact> => ({
  id,
  title,
  kind: 'number',
  value: (contact) => contact[id],
  cell: (contact) => {
    const on = contact[id]
    return on === null ? unknown : formatLongDay(on as LocalDay)
  },
})

export const contactColumns = (
  cell: (contact: ListedContact) => ReactNode,
): readonly TableColumn<ListedContact>[] => [
  { id: 'name', title: 'Contact', kind: 'words', value: nameOf, cell, hint: nameOf },
  {
    id: 'id',
    title: 'Your id',
    kind: 'words',
    value: ({ names }) => names.find(({ kind }) => kind === 'external-id')?.value ?? null,
  },
  ...counts.map(([id, title]): TableColumn<ListedContact> => ({
    id,
    title,
    kind: 'number',
    value: (contact) => contact[id],
    cell: (contact) => formatCount(contact[id]),
  })),
  day('First event', 'firstDay'),
  day('Last event', 'lastDay'),
]
