import { type Kysely, sql } from 'kysely'
import { channelOf } from './notices.ts'
import type { Tables } from './schema.ts'

export interface Reached {
  readonly seq: number
  /** When it last moved on. */
  readonly at: Date
}

/** How far each reader of the commit sequence has come. */
export const cursors = (db: Kysely<Tables>) => {
  const reached = async (name: string): Promise<Reached | null> => {
    const row = await db
      .selectFrom('cursors')
      .select(['seq', 'reached_at'])
      .where('name', '=', name)
      .executeTakeFirst()
    return row === undefined ? null : { seq: Number(row.seq), at: row.reached_at }
  }
  return {
    reached,
    read: async (name: string): Promise<number> => (await reached(name))?.seq ?? 0,
    /** Never backwards. Other processes hear of it. */
    async advance(name: string, seq: number) {
      await sql`
        WITH reached AS (
          INSERT INTO cursors (name, seq) VALUES (${name}, ${seq})
          ON CONFLICT (name) DO UPDATE SET seq = greatest(cursors.seq, excluded.seq), reached_at = now())
        SELECT pg_notify(${channelOf('reached')}, ${`${name} ${seq}`})`.execute(db)
    },
    /** Wherever it was. */
    async put(name: string, seq: number) {
      await db
        .insertInto('cursors')
        .values({ name, seq })
        .onConflict((c) => c.column('name').doUpdateSet({ seq }))
        .execute()
    },
  }
}
