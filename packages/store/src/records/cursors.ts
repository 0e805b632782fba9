import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'

/** How far each reader of the commit sequence has come. */
export const cursors = (db: Kysely<Tables>) => ({
  async read(name: string): Promise<number> {
    const row = await db
      .selectFrom('cursors')
      .select('seq')
      .where('name', '=', name)
      .executeTakeFirst()
    return Number(row?.seq ?? 0)
  },
  /** Never backwards. */
  async advance(name: string, seq: number) {
    await db
      .insertInto('cursors')
      .values({ name, seq })
      .onConflict((c) =>
        c.column('name').doUpdateSet({ seq: sql`greatest(cursors.seq, excluded.seq)` }),
      )
      .execute()
  },
  /** Wherever it was. */
  async put(name: string, seq: number) {
    await db
      .insertInto('cursors')
      .values({ name, seq })
      .onConflict((c) => c.column('name').doUpdateSet({ seq }))
      .execute()
  },
})
