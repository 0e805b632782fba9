import { expect, it } from 'vitest'
import { tabsFor } from './tabs.ts'

const titles = (...args: Parameters<typeof tabsFor>) => tabsFor(...args).map(({ title }) => title)

it('each sees of the settings what is theirs to see', () => {
  expect(titles('client', false)).toEqual(['General'])
  expect(titles('viewer', false)).toEqual(['General', 'Brand', 'Members', 'Agency and clients'])
  expect(titles('admin', false)).toContain('Audit log')
  expect(titles('admin', false)).not.toContain('Danger')
  expect(titles('owner', false)).toContain('Danger')
  expect(titles('viewer', true)).toEqual(['General'])
  expect(titles(null, true)).toEqual(['General'])
})
