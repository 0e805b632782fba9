import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'
import { hashOf, newSecret } from './secrets.ts'

export interface EmailChange {
  /** The new address. */
  readonly email: string
  readonly expiresAt: Date
}

interface Confirmation {
  readonly personId: string
  /** The one that stays signed in. */
  readonly sessionId: string
  readonly token: string
}

const inADay = sql<Date>`now() + interval '1 day'`

/** Addresses that people want to sign in with, and have not confirmed yet: one of each person. */
export const emailChanges = (db: Kysely<Tables>) => ({
  /** The link before ends. Its token is in this answer and in the mail, and nowhere else. */
  async ask(personId: string, email: string): Promise<EmailChange & { readonly token: string }> {
    const token = newSecret('mail')
    const wanted = { email, token_hash: hashOf(token), expires_at: inADay }
    const { expires_at: expiresAt } = await db
      .insertInto('email_changes')
      .values({ person_id: personId, ...wanted })
      .onConflict((c) => c.column('person_id').doUpdateSet(wanted))
      .returning('expires_at')
      .executeTakeFirstOrThrow()
    return { email, expiresAt, token }
  },
  async find(personId: string): Promise<EmailChange | null> {
    const row = await db
      .selectFrom('email_changes')
      .select(['email', 'expires_at as expiresAt'])
      .where('person_id', '=', personId)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst()
    return row ?? null
  },
  async forget(personId: string): Promise<boolean> {
    const { numDeletedRows } = await db
      .deleteFrom('email_changes')
      .where('person_id', '=', personId)
      .executeTakeFirst()
    return numDeletedRows > 0n
  },
  /**
   * All of it or nothing: the address is the person's, every other session ends, and so do links to set a password that
   * lie in the old mailbox. `null` where the token holds no more, or the address is somebody's by now.
   */
  async confirm(confirmation: Confirmation) {
    try {
      return await db.transaction().execute((tx) => confirm(tx, confirmation))
    } catch (error) {
      if (isTaken(error)) return null
      throw error
    }
  },
})

async function confirm(tx: Kysely<Tables>, { personId, sessionId, token }: Confirmation) {
  const wanted = await tx
    .deleteFrom('email_changes')
    .where('person_id', '=', personId)
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('email')
    .executeTakeFirst()
  if (wanted === undefined) return null
  const { email: before } = await tx
    .selectFrom('people')
    .select('email')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('people')
    .set({ email: wanted.email, email_verified: true, updated_at: sql<Date>`now()` })
    .where('id', '=', personId)
    .execute()
  await tx
    .deleteFrom('person_sessions')
    .where('person_id', '=', personId)
    .where('id', '<>', sessionId)
    .execute()
  await tx.deleteFrom('person_verifications').where('value', '=', personId).execute()
  return { before, after: wanted.email }
}

/** PostgreSQL's “unique violation”. */
const isTaken = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === '23505'
