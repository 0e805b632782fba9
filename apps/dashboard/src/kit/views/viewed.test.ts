import { expect, it } from 'vitest'
import { pathOfView, searchOfView, viewedPage } from './viewed.ts'

it('views are of lists, not of one thing, and not of the settings', () => {
  expect(viewedPage('/')).toBe('overview')
  expect(viewedPage('/campaigns')).toBe('campaigns')
  expect(viewedPage('/campaigns/')).toBe('campaigns')
  for (const path of ['/campaigns/spring', '/settings', '/account', '/no-such-page'])
    expect(viewedPage(path)).toBeNull()
})
it('lead back to where they were saved', () => {
  for (const path of ['/', '/campaigns', '/deliverability'])
    expect(pathOfView(viewedPage(path) ?? '')).toBe(path)
})
it('say nothing of the workspace, and the same in whatever order', () => {
  expect(searchOfView('?workspace=acme&range=7d&q=a+b')).toBe('q=a+b&range=7d')
  expect(searchOfView('?q=a+b&range=7d')).toBe('q=a+b&range=7d')
  expect(searchOfView('?workspace=acme')).toBe('')
})
