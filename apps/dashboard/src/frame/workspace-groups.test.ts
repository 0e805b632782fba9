import { describe, expect, it } from 'vitest'
import type { MyWorkspace } from '../api/me.ts'
import { groupWorkspaces } from './workspace-groups.ts'

const place = (name: string, more: Partial<MyWorkspace> = {}) =>
  ({ id: name, name, sample: false, role: 'viewer', ...more }) as MyWorkspace
const agencyOf = { id: 'studio', name: 'Studio' }
const all = [
  place('Sample', { sample: true }),
  place('Zebra'),
  place('Bakery', { agencyOf }),
  place('Apple', { agencyOf }),
  place('Studio'),
]
const said = (text?: string) =>
  groupWorkspaces(all, text).map(({ title, workspaces }) => [title, workspaces.map((w) => w.name)])

describe('the workspaces to choose from', () => {
  it('are one’s own, then clients under their agency, and the sample last', () => {
    expect(said()).toEqual([
      ['Your workspaces', ['Studio', 'Zebra']],
      ['Clients of Studio', ['Apple', 'Bakery']],
      ['To try things out', ['Sample']],
    ])
  })
  it('are found by any part of their name', () => {
    expect(said(' EB ')).toEqual([['Your workspaces', ['Zebra']]])
    expect(said('nothing like it')).toEqual([])
  })
})
