import { hash } from 'node:crypto'
import { openSession, type Session } from './session.ts'

/** Tells our locks from those of other programs in the same database. */
const ours = 0x41_47

/** The two numbers by which PostgreSQL knows the lock of that name. */
export const lockOf = (name: string) =>
  `${ours}, ${Buffer.from(hash('sha256', name, 'buffer')).readInt32BE(0)}`

/** `true` if nobody held it. It is held until the session ends. */
export async function tryLock(session: Session, name: string): Promise<boolean> {
  const { rows } = await session.query(`SELECT pg_try_advisory_lock(${lockOf(name)}) AS mine`)
  return rows[0]?.mine === true
}

/** Work that no two processes may do at the same time: the second waits for the first. */
export const createAlone =
  (url: string) =>
  async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    await using session = await openSession(url)
    await session.query(`SELECT pg_advisory_lock(${lockOf(name)})`)
    return await work()
  }
