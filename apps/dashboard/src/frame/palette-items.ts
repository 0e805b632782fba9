import { pages } from './pages.ts'

/** Something that can be gone to or done. */
export interface Item {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly to?: string
  readonly params?: Readonly<Record<string, string>>
  /** Beside the scope. */
  readonly more?: Readonly<Record<string, string>>
  readonly does?: 'pause'
}

export const pagesToFind: readonly Item[] = pages.map(({ title, path }) => ({
  id: path,
  group: 'Page',
  title,
  to: path,
}))

export const campaignsToFind = (names: readonly string[]): readonly Item[] =>
  names.map((campaign) => ({
    id: `campaign ${campaign}`,
    group: 'Campaign',
    title: campaign,
    to: '/campaigns/$campaign',
    params: { campaign },
  }))

const mostShown = 12

/** What has all the words in it, titles that begin with them first; and, last, the contacts of that name. */
export function found(items: readonly Item[], text: string): readonly Item[] {
  const wanted = text.trim().toLocaleLowerCase()
  if (wanted === '') return items.slice(0, mostShown)
  const words = wanted.split(/\s+/)
  const fits = items.filter(({ title }) =>
    words.every((word) => title.toLocaleLowerCase().includes(word)),
  )
  const begins = ({ title }: Item) => Number(title.toLocaleLowerCase().startsWith(wanted))
  const best = fits.toSorted((a, b) => begins(b) - begins(a)).slice(0, mostShown)
  return [...best, contactsNamed(text.trim())]
}

const contactsNamed = (text: string): Item => ({
  id: 'contacts',
  group: 'Contacts',
  title: `Find “${text}” among contacts`,
  to: '/contacts',
  more: { q: text },
})
