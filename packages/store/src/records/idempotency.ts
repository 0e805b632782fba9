import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'

export interface KeptReply {
  readonly requestHash: string
  readonly status: number
  readonly body: string
}

/** Either it was answered before, or this request is the one that is worked on, in all processes. */
type Turn = { readonly before: KeptReply } | { readonly claim: string }

interface Key {
  readonly workspaceId: WorkspaceId
  readonly key: string
  /** Equal for equal requests. */
  readonly requestHash: string
}

/** A request whose process has died blocks its repetition for so long. */
const lease = seconds(15)
const renewEvery = seconds(5)
const firstLook = 20 as Millis
const longestLook = 250 as Millis
const patience = seconds(60)

/** Replies by `Idempotency-Key`, so that a request that is repeated is answered as it was the first time. */
export function idempotency(db: Kysely<Tables>) {
  const isAt = ({ workspaceId, key }: Key) =>
    sql<boolean>`workspace_id = ${workspaceId} AND key = ${key}`
  const untilThen = sql<Date>`now() + ${lease} * interval '1 millisecond'`

  /** One row per key: it is whose insert came first, or whose claim came after the last one ran out. */
  const take = async (of: Key): Promise<Turn | null> => {
    const claim = randomUUID()
    const taken = await sql`
      INSERT INTO idempotent_replies AS r (workspace_id, key, request_hash, claim, claimed_until)
      VALUES (${of.workspaceId}, ${of.key}, ${of.requestHash}, ${claim}, ${untilThen})
      ON CONFLICT (workspace_id, key) DO UPDATE
        SET request_hash = excluded.request_hash, claim = excluded.claim, claimed_until = excluded.claimed_until
        WHERE r.status IS NULL AND r.claimed_until < now()
      RETURNING claim`.execute(db)
    if (taken.rows.length > 0) return { claim }
    const row = await db
      .selectFrom('idempotent_replies')
      .select(['request_hash', 'status', 'body'])
      .where(isAt(of))
      .executeTakeFirst()
    return row === undefined || row.status === null || row.body === null
      ? null
      : { before: { requestHash: row.request_hash, status: row.status, body: row.body } }
  }

  const turnOf = async (of: Key): Promise<Turn> => {
    const deadline = Date.now() + patience
    for (
      let wait: number = firstLook;
      Date.now() < deadline;
      wait = Math.min(wait * 2, longestLook)
    ) {
      const turn = await take(of)
      if (turn !== null) return turn
      await sleep(wait)
    }
    throw new Failure(
      'unavailable',
      `The first request with this Idempotency-Key is still being worked on.`,
      {
        retry: 'later',
      },
    )
  }

  return {
    /**
     * Works once for all requests with this key: the others, here and in other processes, wait and get what was kept. Work
     * that throws keeps nothing, and the next request works.
     */
    async once<T extends Omit<KeptReply, 'requestHash'>>(
      of: Key,
      work: () => Promise<T>,
    ): Promise<{ readonly done: T } | { readonly before: KeptReply }> {
      const turn = await turnOf(of)
      if ('before' in turn) return turn
      const mine = sql<boolean>`${isAt(of)} AND claim = ${turn.claim}`
      const renewing = setInterval(() => {
        db.updateTable('idempotent_replies')
          .set({ claimed_until: untilThen })
          .where(mine)
          .execute()
          .catch(() => {}) // the next time, or it runs out
      }, renewEvery).unref()
      try {
        const done = await work()
        await db
          .updateTable('idempotent_replies')
          .set({ status: done.status, body: done.body, claim: null, claimed_until: null })
          .where(mine)
          .execute()
        return { done }
      } catch (error) {
        await db
          .deleteFrom('idempotent_replies')
          .where(mine)
          .execute()
          .catch(() => {})
        throw error
      } finally {
        clearInterval(renewing)
      }
    },
    /** Longer than any client retries. */
    async forgetOld() {
      await db
        .deleteFrom('idempotent_replies')
        .where('made_at', '<', sql<Date>`now() - interval '3 days'`)
        .execute()
    },
  }
}
