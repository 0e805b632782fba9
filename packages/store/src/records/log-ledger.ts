import { Failure } from '@airgraph/domain/failure.ts'
import { type Kysely, sql } from 'kysely'
import type { LogState } from './log-state.ts'
import { channelOf } from './notices.ts'
import type { Tables } from './schema.ts'
import { commitLock } from './sequence.ts'

/** Written only by who holds it. */
export interface LogLedger {
  /** Its `seq` is never below a place that anybody was given. */
  read(): Promise<LogState>
  /** With it, places that are planned are reserved in the commit sequence, and those that are carried are committed. */
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
        await takeOver(connection, log)
        await work({
          read: () => readAll(connection, log),
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

/** From now on nobody else gives places; whoever is about to commit some ends first. */
async function takeOver(db: Kysely<Tables>, log: string) {
  const { log: now } = await db
    .selectFrom('commit_sequence')
    .select('log')
    .executeTakeFirstOrThrow()
  if (now === log) return
  await sql`
    WITH alone AS MATERIALIZED (SELECT pg_advisory_xact_lock(${sql.raw(commitLock)}))
    UPDATE commit_sequence SET log = ${log} FROM alone`.execute(db)
}

async function readAll(db: Kysely<Tables>, log: string): Promise<LogState> {
  const { reserved } = await db
    .selectFrom('commit_sequence')
    .select('reserved')
    .executeTakeFirstOrThrow()
  const state = await read(db, log)
  return { ...state, seq: Math.max(state.seq, Number(reserved)) }
}

async function read(db: Kysely<Tables>, log: string): Promise<LogState> {
  const row = await db
    .selectFrom('log_ledgers')
    .select(['seq', 'marks', 'pending'])
    .where('log', '=', log)
    .executeTakeFirst()
  return row === undefined ? unwritten : { ...row, seq: Number(row.seq) }
}

async function write(db: Kysely<Tables>, log: string, { seq, marks, pending }: LogState) {
  const planned = pending === null ? seq : pending.seqFirst + pending.rows - 1
  const [marksText, pendingText] = [JSON.stringify(marks), pending && JSON.stringify(pending)]
  const { rows } = await sql`
    WITH sequence AS (
      UPDATE commit_sequence
      SET reserved = greatest(reserved, ${planned}::bigint), committed = greatest(committed, ${seq}::bigint)
      WHERE log = ${log}
      RETURNING committed),
    ledger AS (
      INSERT INTO log_ledgers (log, seq, marks, pending)
      SELECT ${log}, ${seq}::bigint, ${marksText}::jsonb, ${pendingText}::jsonb FROM sequence
      ON CONFLICT (log) DO UPDATE SET seq = excluded.seq, marks = excluded.marks, pending = excluded.pending)
    SELECT CASE WHEN ${pending === null} THEN pg_notify(${channelOf('committed')}, committed::text) END
    FROM sequence`.execute(db)
  if (rows.length === 0)
    throw new Failure('conflict', `Events go through another log than “${log}” now.`)
}
