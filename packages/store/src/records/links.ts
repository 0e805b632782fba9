import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'

export interface Link {
  readonly workspaceId: WorkspaceId
  readonly from: ContactId
  readonly into: ContactId
}

/**
 * Which ids are one person. Of the ids that belong together the smallest stands for all, so that it does not matter
 * in which order the links became known.
 */
export function createLinks() {
  const canonical = new Map<string, ContactId>()
  const members = new Map<string, ContactId[]>()
  const keyOf = (workspaceId: WorkspaceId, id: ContactId) => `${workspaceId}/${id}`
  const find = (workspaceId: WorkspaceId, id: ContactId) =>
    canonical.get(keyOf(workspaceId, id)) ?? id

  return {
    find,
    /** The other ids of the person for whom this one stands; none for an id that stands for nobody. */
    membersOf: (workspaceId: WorkspaceId, id: ContactId): readonly ContactId[] =>
      members.get(keyOf(workspaceId, id)) ?? [],
    /** The link that this made: events of `from` belong to `into` now. `null` when they were one already. */
    join(workspaceId: WorkspaceId, one: ContactId, other: ContactId): Link | null {
      const a = find(workspaceId, one)
      const b = find(workspaceId, other)
      if (a === b) return null
      const [into, from] = a < b ? [a, b] : [b, a]
      const moving = [from, ...(members.get(keyOf(workspaceId, from)) ?? [])]
      for (const id of moving) canonical.set(keyOf(workspaceId, id), into)
      members.delete(keyOf(workspaceId, from))
      const there = members.get(keyOf(workspaceId, into)) ?? []
      members.set(keyOf(workspaceId, into), [...there, ...moving])
      return { workspaceId, from, into }
    },
  }
}
