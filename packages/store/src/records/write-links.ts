import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Kysely, sql } from 'kysely'
import type { Link } from './links.ts'
import { channelOf, inNotices } from './notices.ts'
import type { Tables } from './schema.ts'

/** Resolves when these links, and those that could not be written before, are on the disk and told to other processes. */
export function createWriteLinks(db: Kysely<Tables>) {
  /** Joined here and not yet on the disk: where writing failed, the next to remember anyone writes them too. */
  const unwritten = new Set<Link>()
  return async (links: readonly Link[]) => {
    for (const link of links) unwritten.add(link)
    const writing = [...unwritten]
    if (writing.length === 0) return
    const lines = [...new Set(writing.map(toLine))].toSorted() // one order for all, and no row twice
    const values = lines.map(fromLine)
    await sql`
      WITH written AS (
        INSERT INTO contact_links (workspace_id, identity_id, contact_id)
        SELECT * FROM unnest(
          ${values.map((v) => v.workspaceId)}::text[], ${values.map((v) => v.from)}::uuid[], ${values.map((v) => v.into)}::uuid[])
        ON CONFLICT (workspace_id, identity_id, contact_id) DO UPDATE SET linked_at = now(), moved_at = NULL)
      SELECT pg_notify(${channelOf('links')}, text) FROM unnest(${inNotices(lines)}::text[]) AS text`.execute(
      db,
    )
    for (const link of writing) unwritten.delete(link)
  }
}

/** As it is told to other processes. The ids come first: neither has a space in it. */
const toLine = ({ workspaceId, from, into }: Link) => `${from} ${into} ${workspaceId}`
export const fromLine = (line: string): Link => {
  const [from, into, ...workspaceId] = line.split(' ')
  return {
    workspaceId: workspaceId.join(' ') as WorkspaceId,
    from: from as ContactId,
    into: into as ContactId,
  }
}
