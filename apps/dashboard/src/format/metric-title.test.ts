import { expect, it } from 'vitest'
import { metricTitle } from './metric-title.ts'

it.each([
  ['open-rate', 'Open rate', 'human', 'Human open rate'],
  ['opens', 'Opens', 'machine', 'Machine opens'],
  ['clicks', 'Clicks', 'all', 'All clicks'],
  ['sent', 'Sent', 'machine', 'Sent'],
  ['people-clicked', 'People who clicked', 'human', 'People who clicked'],
  ['people-clicked', 'People who clicked', 'machine', 'People who clicked (machine)'],
] as const)('%s “%s” of %s is “%s”', (metric, title, engagement, titled) => {
  expect(metricTitle({ metric, title }, engagement)).toBe(titled)
})
