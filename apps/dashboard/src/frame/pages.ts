import {
  IconAddressBook,
  IconChartAreaLine,
  IconCoin,
  IconFileImport,
  IconPlugConnected,
  IconSend,
  IconSettings,
  IconShieldCheck,
} from '@tabler/icons-react'

/** The way around, in order. `key` follows “g”. */
export const pages = [
  { title: 'Overview', path: '/', key: 'o', icon: IconChartAreaLine },
  { title: 'Campaigns', path: '/campaigns', key: 'c', icon: IconSend },
  { title: 'Contacts', path: '/contacts', key: 'p', icon: IconAddressBook },
  { title: 'Deliverability', path: '/deliverability', key: 'd', icon: IconShieldCheck },
  { title: 'Revenue', path: '/revenue', key: 'r', icon: IconCoin },
  { title: 'Sources', path: '/sources', key: 's', forManagers: true, icon: IconPlugConnected },
  { title: 'Imports', path: '/imports', key: 'i', forManagers: true, icon: IconFileImport },
  { title: 'Settings', path: '/settings', key: ',', icon: IconSettings },
] as const
export type Page = (typeof pages)[number]

/** On a phone so many have a place at the thumb; the others are behind “More”. */
export const atTheThumb = 4
