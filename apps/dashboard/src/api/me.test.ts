import { describe, expect, it } from 'vitest'
import { chosenOf, mayManage } from './me.ts'
import type { Me } from './me.ts'

const me: Me = {
  person: { id: 'p', name: 'Ann', email: 'ann@example.com' },
  workspaces: [
    { id: 'shop', name: 'Shop', role: 'owner', sample: false },
    { id: 'press', name: 'Press', role: 'viewer', sample: false },
  ],
}

describe('the workspace that is shown', () => {
  it('is the one in the address, if it is ours', () => {
    expect(chosenOf(me, 'press')?.name).toBe('Press')
    expect(chosenOf(me, 'theirs')?.name).toBe('Shop')
  })
  it('is left to a server without accounts', () => {
    expect(chosenOf({ person: null, workspaces: [] }, 'press')).toBeNull()
  })
})

it('only owners and admins are offered what changes things; a key to a workspace of its own is', () => {
  expect(
    (['owner', 'admin', 'editor', 'viewer', 'client'] as const).filter((r) => mayManage(r, false)),
  ).toEqual(['owner', 'admin'])
  expect(mayManage(null, true)).toBe(false)
  expect(mayManage(null, false)).toBe(true)
})
