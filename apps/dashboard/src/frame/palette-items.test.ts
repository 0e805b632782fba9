import { expect, it } from 'vitest'
import {
  campaignsToFind,
  found,
  pagesToFind,
  viewsToFind,
  workspacesToFind,
} from './palette-items.ts'
import { pages } from './pages.ts'

const items = [
  ...pagesToFind(pages),
  ...campaignsToFind(['2026-11 black friday', 'Black cats', 'welcome']),
]
const titles = (text: string) => found(items, text).map(({ title }) => title)

it('finds by all the words, what begins with them first, and offers the contacts of that name', () => {
  expect(titles('black')).toEqual([
    'Black cats',
    '2026-11 black friday',
    'Find “black” among contacts',
  ])
  expect(titles('friday  BLACK')).toEqual([
    '2026-11 black friday',
    'Find “friday  BLACK” among contacts',
  ])
  expect(found(items, 'ann@example.com').at(-1)).toMatchObject({
    to: '/contacts',
    more: { q: 'ann@example.com' },
  })
})

it('shows the pages to whoever has not said anything', () => {
  expect(titles('')[0]).toBe('Overview')
})

it('a saved view says everything but the workspace, another workspace nothing but itself', () => {
  const view = { viewId: 'v', page: 'campaigns', name: 'Quiet', search: 'q=a+b', createdAt: '' }
  expect(viewsToFind([view])[0]).toMatchObject({ to: '/campaigns', only: { q: 'a b' } })
  expect(workspacesToFind([{ id: 'acme', name: 'Acme' } as never])[0]).toMatchObject({
    to: '/',
    only: { workspace: 'acme' },
  })
})
