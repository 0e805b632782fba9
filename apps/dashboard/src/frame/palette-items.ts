import type { View } from '@airgraph/contract/views.ts'
import type { MyWorkspace } from '../api/me.ts'
import { pathOfView } from '../kit/views/viewed.ts'
import { parseSearch } from '../url/view.ts'
import type { Page } from './pages.ts'

/** Something that can be gone to or done. */
export interface Item {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly to?: string
  readonly params?: Readonly<Record<string, string>>
  /** Beside the scope. */
  readonly more?: Readonly<Record<string, string>>
  /** Instead of the scope, the workspace aside. */
  readonly only?: Readonly<Record<string, string>>
  readonly does?: 'pause' | 'sign-out'
}

export const pagesToFind = (pages: readonly Page[]): readonly Item[] =>
  pages.map(({ title, path }) => ({ id: path, group: 'Page', title, to: path }))

export const viewsToFind = (views: readonly View[]): readonly Item[] =>
  views.map(({ viewId, page, name, search }) => ({
    id: `view ${viewId}`,
    group: 'View',
    title: name,
    to: pathOfView(page),
    only: parseSearch(search),
  }))

export const workspacesToFind = (workspaces: readonly MyWorkspace[]): readonly Item[] =>
  workspaces.map(({ id, name }) => ({
    id: `workspace ${id}`,
    group: 'Workspace',
    title: name,
    to: '/',
    only: { workspace: id },
  }))

/** What is one's own, for who is signed in. */
export const ownToFind: readonly Item[] = [
  { id: 'account', group: 'Page', title: 'My account', to: '/account' },
  { id: 'sign-out', group: 'Do', title: 'Sign out', does: 'sign-out' },
]

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
