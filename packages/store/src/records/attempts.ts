import { hash } from 'node:crypto'
import type { Millis } from '@airgraph/domain/units.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'

/** So many times, within so long after the first of them. */
export interface Allowance {
  /** What is tried, and by whom. */
  readonly key: string
  readonly most: number
  readonly within: Millis
}

const hashed = (key: string) => hash('sha256', key)

/** What may be tried only so often, in all processes together. */
export const attempts = (db: Kysely<Tables>) => ({
  /** Counts one more of each. Gives the seconds to wait where one was tried too often, else `null`. */
  async take(allowances: readonly Allowance[]): Promise<number | null> {
    let wait: number | null = null
    for (const { key, most, within } of allowances) {
      const { rows } = await sql<{ count: number; wait: number }>`
        INSERT INTO attempts AS a (key, count, until)
        VALUES (${hashed(key)}, 1, now() + ${within} * interval '1 millisecond')
        ON CONFLICT (key) DO UPDATE SET
          count = CASE WHEN a.until <= now() THEN 1 ELSE a.count + 1 END,
          until = CASE WHEN a.until <= now() THEN excluded.until ELSE a.until END
        RETURNING count, ceil(extract(epoch FROM until - now()))::int AS wait`.execute(db)
      const [row] = rows
      if (row !== undefined && row.count > most) wait = Math.max(wait ?? 1, row.wait)
    }
    return wait
  },
  async forget(keys: readonly string[]) {
    await db.deleteFrom('attempts').where('key', 'in', keys.map(hashed)).execute()
  },
  async forgetOld() {
    await db
      .deleteFrom('attempts')
      .where('until', '<', sql<Date>`now()`)
      .execute()
  },
})
