/**
 * The commit sequence of several processes. One at a time commits; its range of numbers is on the disk before the insert
 * that uses it, and called committed after. What one leaves in between (it died, or nobody knows what became of its
 * insert) is given to whoever commits next to mend, before anything else is numbered.
 */
import { Failure } from '@airgraph/domain/failure.ts'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { lockOf } from './locks.ts'
import { channelOf, type Notices } from './notices.ts'
import type { Tables } from './schema.ts'
import { openSession, type Session } from './session.ts'

/** Both ends included. */
export interface Range {
  readonly first: number
  readonly last: number
}

interface Options {
  /**
   * Of these numbers some, all or none are in the store, and an insert of them may still be on its way. When it resolves
   * none is any more, and everything up to `last` may be read. It may be called again with the same range.
   */
  readonly mend: (range: Range) => Promise<void>
  /** The last number that is in the store already: of one that was filled without this sequence. */
  readonly atLeast?: number
}

interface Needs {
  readonly url: string
  readonly db: Kysely<Tables>
  readonly notices: Notices
}

export interface Sequencer extends AsyncDisposable {
  /**
   * Gives the work `count` numbers in a row, of which it may use fewer; they are committed when it resolves. If it throws
   * they are lost, and mended. The signal fires when another may be numbering: an insert must not go on then.
   */
  withRange<T>(
    count: number,
    work: (firstSeq: number, signal: AbortSignal) => Promise<T>,
  ): Promise<T>
  /** Everything up to here is committed, whoever did it. */
  committedSeq(): Promise<number>
  /** Hears of what any process has committed; the latest alone counts. */
  onCommitted(listener: (seq: number) => void): Promise<() => void>
}

export const commitLock = lockOf('commit-sequence')

export const createSequencer =
  ({ url, db, notices }: Needs) =>
  async ({ mend, atLeast = 0 }: Options): Promise<Sequencer> => {
    await beginAt(db, atLeast)
    let session: Session | null = null
    let last: Promise<unknown> = Promise.resolve()

    const opened = async () => {
      if (session === null || session.lost.aborted) session = await openSession(url)
      return session
    }

    const commit = async <T>(
      count: number,
      work: (firstSeq: number, signal: AbortSignal) => Promise<T>,
    ) => {
      const mine = await opened()
      try {
        const { abandoned, first } = await reserve(mine, count)
        if (abandoned !== null) await mend(abandoned)
        const done = await work(first, mine.lost)
        await mark(mine, first + count - 1)
        return done
      } catch (error) {
        await release(mine)
        throw mine.lost.aborted ? cutOff(error) : error
      }
    }

    return {
      withRange(count, work) {
        if (!Number.isSafeInteger(count) || count < 1)
          return Promise.reject(new RangeError(`a range of ${count} numbers`))
        const result = last.then(() => commit(count, work))
        last = result.catch(() => {})
        return result
      },
      committedSeq: () => committedSeq(db),
      async onCommitted(listener) {
        const look = async () => listener(await committedSeq(db))
        return notices.listen('committed', {
          heard: (text) => listener(Number(text)),
          missed: look,
        })
      },
      async [Symbol.asyncDispose]() {
        await last
        await session?.[Symbol.asyncDispose]()
      },
    }
  }

export async function committedSeq(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('commit_sequence').select('committed').executeTakeFirstOrThrow()
  return Number(row.committed)
}

/** Nothing that went through this sequence is above `reserved`: what is there was numbered without it. */
const beginAt = (db: Kysely<Tables>, seq: number) =>
  sql`UPDATE commit_sequence SET reserved = ${seq}, committed = ${seq} WHERE reserved < ${seq}`.execute(
    db,
  )

/** The log that gives the numbers; `null` where processes take turns. */
export async function numberingLog(db: Kysely<Tables>): Promise<string | null> {
  const row = await db.selectFrom('commit_sequence').select('log').executeTakeFirstOrThrow()
  return row.log
}

/** Waits for the lock. One round trip, and on the disk when it is over. */
async function reserve(session: Session, count: number) {
  const results = await session.queries(`
    SELECT pg_advisory_lock(${commitLock});
    UPDATE commit_sequence SET reserved = reserved + ${count} WHERE log IS NULL
    RETURNING committed, reserved - ${count} AS before`)
  const [row]: { readonly committed: string; readonly before: string }[] =
    results.at(-1)?.rows ?? []
  if (row === undefined) throw goesThroughLog()
  const [committed, before] = [Number(row.committed), Number(row.before)]
  return {
    first: before + 1,
    abandoned: before > committed ? { first: committed + 1, last: before } : null,
  }
}

/**
 * Ours is the last range, for we hold the lock. It need not be on the disk: without it the range is mended, which finds
 * everything there.
 */
const mark = (session: Session, last: number) =>
  session.queries(`
    BEGIN; SET LOCAL synchronous_commit = off;
    UPDATE commit_sequence SET committed = ${last};
    SELECT pg_notify('${channelOf('committed')}', '${last}');
    COMMIT;
    SELECT pg_advisory_unlock(${commitLock})`)

/** Whether it had the lock or never got it. A session that is gone holds nothing. */
async function release(session: Session) {
  if (session.lost.aborted) return
  await session
    .query(`SELECT pg_advisory_unlock(${commitLock})`)
    .catch(() => session[Symbol.asyncDispose]())
}

const goesThroughLog = () =>
  new Failure(
    'unavailable',
    'Events go through a log here, and this process knows none: start it with LOG_URL.',
    { retry: 'later' },
  )

const cutOff = (cause: unknown) =>
  new Failure('unavailable', 'The records’ database was lost while events were being stored.', {
    cause,
    retry: 'later',
  })
