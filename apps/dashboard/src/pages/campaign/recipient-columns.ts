import type { Recipient } from '@airgraph/contract/recipients.ts'
import type { ReactNode } from 'react'
import { formatShortMoment } from '../../format/moments.ts'
import { unknown } from '../../format/numbers.ts'
import type { TableColumn } from '../../kit/table/column.ts'
import { nameOf } from '../../words/contact-name.ts'

type Moment = Exclude<keyof Recipient, 'contactId' | 'names' | 'messages'>

const moments: readonly (readonly [Moment, string])[] = [
  ['sentAt', 'Sent'],
  ['deliveredAt', 'Delivered'],
  ['bouncedAt', 'Bounced'],
  ['openedAt', 'Opened'],
  ['machineOpenedAt', 'Machine opened'],
  ['clickedAt', 'Clicked'],
  ['machineClickedAt', 'Machine clicked'],
  ['convertedAt', 'Converted'],
  ['unsubscribedAt', 'Unsubscribed'],
  ['complainedAt', 'Complained'],
]

export const recipientColumns = (
  timeZone: string,
  cell: (recipient: Recipient) => ReactNode,
): readonly TableColumn<Recipient>[] => [
  { id: 'name', title: 'Recipient', kind: 'words', value: nameOf, cell, hint: nameOf },
  ...moments.map(([id, title]): TableColumn<Recipient> => ({
    id,
    title,
    kind: 'number',
    value: (recipient) => recipient[id],
    cell: (recipient) => {
      const at = recipient[id]
      return at === null ? unknown : formatShortMoment(at, timeZone)
    },
  })),
]
