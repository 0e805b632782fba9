import { describe, expect, it } from 'vitest'
import { chosenOf, mayManage } from './me.ts'
import type { MyWorkspace } from './me.ts'

const placeOf = (id: string, role: MyWorkspace['role']): MyWorkspace => ({
  id,
  name: id,
  role,
  sample: false,
  timeZone: 'UTC',
  currency: 'EUR',
  weekStart: 'monday',
  brand: { logoUrl: null, primaryColour: null, accentColour: null, font: 'system', domain: null },
})
const me = { workspaces: [placeOf('shop', 'owner'), placeOf('press', 'viewer')] }

describe('the workspace that is shown', () => {
  it('is the one in the address, whatever this tab showed before', () => {
    expect(chosenOf(me, 'press', 'shop')?.id).toBe('press')
  })
  it('is never another than the one in the address', () => {
    expect(chosenOf(me, 'theirs', 'shop')).toBeNull()
  })
  it('is the last one where the address names none, or the first', () => {
    expect(chosenOf(me, '', 'press')?.id).toBe('press')
    expect(chosenOf(me, '', 'gone')?.id).toBe('shop')
    expect(chosenOf({ workspaces: [] }, '', 'press')).toBeNull()
  })
})

it('only owners and admins are offered what changes things; a key to a workspace of its own is', () => {
  expect(
    (['owner', 'admin', 'editor', 'viewer', 'client'] as const).filter((r) => mayManage(r, false)),
  ).toEqual(['owner', 'admin'])
  expect(mayManage(null, true)).toBe(false)
  expect(mayManage(null, false)).toBe(true)
})
