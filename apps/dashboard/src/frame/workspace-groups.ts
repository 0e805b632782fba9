import type { MyWorkspace } from '../api/me.ts'

export interface WorkspaceGroup {
  readonly title: string
  readonly workspaces: readonly MyWorkspace[]
}

const byName = (a: MyWorkspace, b: MyWorkspace) => a.name.localeCompare(b.name)

/** From this many on, looking for one is quicker than reading all. */
export const searchFrom = 8

/** One's own, then the clients of each agency, the sample last. Of those whose name has all the words. */
export function groupWorkspaces(
  workspaces: readonly MyWorkspace[],
  text = '',
): readonly WorkspaceGroup[] {
  const words = text.trim().toLocaleLowerCase().split(/\s+/)
  const fits = ({ name }: MyWorkspace) =>
    words.every((word) => name.toLocaleLowerCase().includes(word))
  const titles = new Map<string, MyWorkspace[]>()
  for (const workspace of workspaces.filter(fits).toSorted(byName)) {
    const title = titleOf(workspace)
    titles.set(title, [...(titles.get(title) ?? []), workspace])
  }
  return [...titles]
    .toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
    .map(([title, of]) => ({ title, workspaces: of }))
}

const yours = 'Your workspaces'
const sampleTitle = 'To try things out'
const titleOf = ({ sample, agencyOf }: MyWorkspace) => {
  if (sample) return sampleTitle
  return agencyOf ? `Clients of ${agencyOf.name}` : yours
}
const rank = (title: string) => {
  if (title === yours) return 0
  return title === sampleTitle ? 2 : 1
}
