import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'

/** What a whole workspace's history says about networks and recipient domains, kept between judgements. */
export const evidenceRecords = (db: Kysely<Tables>) => ({
  async read(workspaceId: WorkspaceId): Promise<unknown> {
    const row = await db
      .selectFrom('workspace_evidence')
      .select('body')
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirst()
    return row === undefined ? null : JSON.parse(row.body)
  },
  async write(workspaceId: WorkspaceId, evidence: unknown) {
    const body = JSON.stringify(evidence)
    await db
      .insertInto('workspace_evidence')
      .values({ workspace_id: workspaceId, body })
      .onConflict((c) => c.column('workspace_id').doUpdateSet({ body, made_at: sql`now()` }))
      .execute()
  },
})
