import { expect, it } from 'vitest'
import { pagesFor } from './pages-for.ts'
import { pages } from './pages.ts'

const titlesFor = (role: 'owner' | 'viewer' | 'client', sample = false) =>
  pagesFor({ role, sample }).map(({ title }) => title)

it('only who may manage sources and imports is shown where', () => {
  expect(titlesFor('owner')).toEqual(pages.map(({ title }) => title))
  expect(titlesFor('viewer')).not.toContain('Sources')
  expect(titlesFor('viewer')).toContain('Campaigns')
  expect(titlesFor('client')).toEqual(['Overview', 'Settings'])
})
it('in the sample everybody sees what there would be', () => {
  expect(titlesFor('viewer', true)).toContain('Sources')
})
