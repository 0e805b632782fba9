import { randomBytes } from 'node:crypto'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'

const longest = 40

/** An id that says what it is, and by which nobody finds out what others called theirs. */
export function idForWorkspace(name: string): WorkspaceId {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replaceAll(/^-+|-+$/g, '')
  return `${words || 'workspace'}-${randomBytes(4).toString('hex')}` as WorkspaceId
}
