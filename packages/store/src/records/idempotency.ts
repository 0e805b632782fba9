import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'

export interface KeptReply {
  readonly requestHash: string
  readonly status: number
  readonly body: string
}

/** Replies by `Idempotency-Key`, so that a request that is repeated is answered as it was the first time. */
export const idempotency = (db: Kysely<Tables>) => ({
  async find(workspaceId: WorkspaceId, key: string): Promise<KeptReply | null> {
    const row = await db
      .selectFrom('idempotent_replies')
      .select(['request_hash', 'status', 'body'])
      .where('workspace_id', '=', workspaceId)
      .where('key', '=', key)
      .executeTakeFirst()
    return row === undefined
      ? null
      : { requestHash: row.request_hash, status: row.status, body: row.body }
  },
  async keep(workspaceId: WorkspaceId, key: string, reply: KeptReply) {
    await db
      .insertInto('idempotent_replies')
      .values({
        workspace_id: workspaceId,
        key,
        request_hash: reply.requestHash,
        status: reply.status,
        body: reply.body,
      })
      .onConflict((c) => c.columns(['workspace_id', 'key']).doNothing())
      .execute()
  },
  /** Longer than any client retries. */
  async forgetOld() {
    await db
      .deleteFrom('idempotent_replies')
      .where('made_at', '<', sql<Date>`now() - interval '3 days'`)
      .execute()
  },
})
