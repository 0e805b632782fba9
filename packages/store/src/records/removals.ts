import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Kysely, sql } from 'kysely'
import type { Notices } from './notices.ts'
import type { Tables } from './schema.ts'

/** What names a workspace without referring to it. */
export const loose = [
  'contact_links',
  'contact_identities',
  'idempotent_replies',
  'workspace_evidence',
  'audit_entries',
  'archives',
] as const

/**
 * Removing workspaces in two steps: first it is gone for everybody, with its keys, sources and members; then, when nothing
 * can come in any more, whatever else there was. Stopped in between, it is taken up again.
 */
export const removals = (db: Kysely<Tables>, notices: Notices) => {
  const begin = (workspaceId: string) =>
    db.transaction().execute(async (tx) => {
      const hashes = await secretsOf(tx, workspaceId)
      const gone = await tx
        .deleteFrom('workspaces')
        .where('workspace_id', '=', workspaceId)
        .where('deletes_at', '<=', sql<Date>`now()`)
        .returning('workspace_id')
        .executeTakeFirst()
      if (gone === undefined) return { keys: [], sources: [] } // it was restored meanwhile
      await tx
        .insertInto('workspace_removals')
        .values({ workspace_id: workspaceId })
        .onConflict((c) => c.doNothing())
        .execute()
      return hashes
    })
  return {
    /** Begins those whose time has come. Gives all that have begun and not ended. */
    async begun(): Promise<readonly WorkspaceId[]> {
      const due = await db
        .selectFrom('workspaces')
        .select('workspace_id')
        .where('deletes_at', '<=', sql<Date>`now()`)
        .execute()
      for (const { workspace_id } of due) {
        const { keys, sources } = await begin(workspace_id)
        await notices.send('keys', keys).catch(() => {}) // they are forgotten by themselves soon
        await notices.send('sources', sources).catch(() => {})
      }
      const rows = await db
        .selectFrom('workspace_removals')
        .select('workspace_id')
        .where('ended_at', 'is', null)
        .execute()
      return rows.map((row) => row.workspace_id as WorkspaceId)
    },
    end: (workspaceId: WorkspaceId) =>
      db.transaction().execute(async (tx) => {
        for (const table of loose)
          await tx.deleteFrom(table).where('workspace_id', '=', workspaceId).execute()
        await tx
          .updateTable('workspace_removals')
          .set({ ended_at: sql<Date>`now()` })
          .where('workspace_id', '=', workspaceId)
          .execute()
      }),
  }
}

async function secretsOf(tx: Kysely<Tables>, workspaceId: string) {
  const keys = await tx
    .selectFrom('api_keys')
    .select(['hash', 'previous_hash'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const sources = await tx
    .selectFrom('sources')
    .select(['hook_hash', 'previous_hook_hash'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const known = (hashes: readonly (string | null)[]) => hashes.filter((hash) => hash !== null)
  return {
    keys: known(keys.flatMap((key) => [key.hash, key.previous_hash])),
    sources: known(sources.flatMap((source) => [source.hook_hash, source.previous_hook_hash])),
  }
}
