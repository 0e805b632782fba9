import { Failure } from '@airgraph/domain/failure.ts'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Pool, PoolClient } from 'pg'

/**
 * Connection trouble, too many connections, a full disk, a server that is starting or stopping, transactions that were in
 * each other's way: classes of SQLSTATE (PostgreSQL, appendix A) for which trying again can help.
 */
const passing = /^(08|53|57P|40)/
const network = /^E[A-Z]+$/
/** The driver's own, which carry no code. */
const lost = /connection terminated|connection error|timeout exceeded/i

const isPassing = (error: unknown): error is Error => {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return passing.test(code) || network.test(code) || lost.test(error.message)
}

/** Throws what the caller can act on as a `Failure`; anything else is a bug and passes through. */
export function toFailure(error: unknown): never {
  if (isPassing(error))
    throw new Failure('unavailable', `The records’ database does not answer: ${error.message}.`, {
      cause: error,
      retry: 'later',
    })
  throw error
}

/** The pool as Kysely uses it, with failures of the world told apart from bugs. */
export const withFailures = (pool: Pool): PostgresPool => ({
  connect: async () => clientWithFailures(await pool.connect().catch(toFailure)),
  end: () => pool.end(),
})

const clientWithFailures = (client: PoolClient): PostgresPoolClient => ({
  // Kysely also passes cursors, for streams, which nothing here asks for.
  query: ((text: string, values: unknown[]) =>
    client.query(text, values).catch(toFailure)) as unknown as PostgresPoolClient['query'],
  release: () => client.release(),
})
