import { expect, it } from 'vitest'
import { nearestPage } from './use-switch.ts'

it.each([
  ['/', '/'],
  ['/campaigns', '/campaigns'],
  ['/campaigns/spring%20sale', '/campaigns'],
  ['/settings/members', '/settings'],
  ['/account/security', '/account'],
  ['/workspaces/new', '/'],
])('from %s another workspace is shown at %s', (from, to) => expect(nearestPage(from)).toBe(to))
