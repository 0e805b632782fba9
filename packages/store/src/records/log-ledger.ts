import { type Kysely, sql } from 'kysely'
import type { LogState } from './log-state.ts'
import type { Tables } from './schema.ts'

/** Written only by who holds it. */
export interface LogLedger {
  read(): Promise<LogState>
  write(state: LogState): Promise<void>
}

export type LogLedgers = ReturnType<typeof logLedgers>

const unwritten: LogState = { seq: 0, marks: {}, pending: null }

export const logLedgers = (db: Kysely<Tables>) => ({
  /** How far it is, for whoever does not hold it. */
  peek: (log: string) => read(db, log),
  /**
   * Runs `work` if nobody else holds that log's ledger; says whether it did. The ledger is written through the connection
   * that holds the lock: whoever has lost the lock cannot write any more.
   */
  hold: (log: string, work: (ledger: LogLedger) => Promise<void>): Promise<boolean> =>
    db.connection().execute(async (connection) => {
      if (!(await lock(connection, log))) return false
      try {
        await work({
          read: () => read(connection, log),
          write: (state) => write(connection, log, state),
        })
        return true
      } finally {
        await unlock(connection, log).catch(() => {}) // broken: then it is unlocked
      }
    }),
})

const keyOf = (log: string) => sql`hashtextextended(${`airgraph/log/${log}`}, 0)`

/** A machine that vanished is noticed within half a minute, rather than the two hours that are usual. */
async function lock(db: Kysely<Tables>, log: string) {
  await sql`SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),
    set_config('tcp_keepalives_count', '3', false)`.execute(db)
  const { rows } = await sql<{ locked: boolean }>`
    SELECT pg_try_advisory_lock(${keyOf(log)}) AS locked`.execute(db)
  return rows[0]?.locked === true
}

const unlock = (db: Kysely<Tables>, log: string) =>
  sql`SELECT pg_advisory_unlock(${keyOf(log)})`.execute(db)

async function read(db: Kysely<Tables>, log: string): Promise<LogState> {
  const row = await db
    .selectFrom('log_ledgers')
    .select(['seq', 'marks', 'pending'])
    .where('log', '=', log)
    .executeTakeFirst()
  return row === undefined ? unwritten : { ...row, seq: Number(row.seq) }
}

async function write(db: Kysely<Tables>, log: string, { seq, marks, pending }: LogState) {
  const state = {
    seq,
    marks: JSON.stringify(marks),
    pending: pending === null ? null : JSON.stringify(pending),
  }
  await db
    .insertInto('log_ledgers')
    .values({ log, ...state })
    .onConflict((c) => c.column('log').doUpdateSet(state))
    .execute()
}
