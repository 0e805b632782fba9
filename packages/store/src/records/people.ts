import { randomUUID } from 'node:crypto'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { PersonPreferences, Tables } from './schema.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly emailVerified: boolean
  readonly twoFactor: boolean
  readonly preferences: PersonPreferences
}

export interface Session {
  readonly sessionId: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly network: string | null
  readonly userAgent: string | null
}

export interface NewPerson {
  readonly name: string
  readonly email: string
  /** Whether they came by what only who reads mail there has. */
  readonly emailVerified: boolean
  readonly passwordHash: string
}

const read = (row: Selectable<Tables['people']>): Person => ({
  id: row.id,
  name: row.name,
  email: row.email,
  emailVerified: row.email_verified,
  twoFactor: row.two_factor_enabled ?? false,
  preferences: row.preferences,
})

/** People who sign in. Their sessions, passwords, second factors and passkeys are better-auth's, in tables of ours. */
export const peopleRecords = (db: Kysely<Tables>) => ({
  async find(id: string): Promise<Person | null> {
    const row = await db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : read(row)
  },
  async byEmail(email: string): Promise<Person | null> {
    const row = await db
      .selectFrom('people')
      .selectAll()
      .where('email', '=', email.toLowerCase())
      .executeTakeFirst()
    return row === undefined ? null : read(row)
  },
  async change(
    id: string,
    { name, preferences }: { readonly name?: string; readonly preferences?: PersonPreferences },
  ): Promise<Person> {
    const row = await db
      .updateTable('people')
      .set({
        updated_at: sql<Date>`now()`,
        ...(name !== undefined && { name }),
        ...(preferences !== undefined && {
          preferences: sql<string>`preferences || ${JSON.stringify(preferences)}::jsonb`,
        }),
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return read(row)
  },
  /** Where the person is signed in, newest first. */
  async sessions(personId: string): Promise<readonly Session[]> {
    const rows = await db
      .selectFrom('person_sessions')
      .selectAll()
      .where('person_id', '=', personId)
      .where('expires_at', '>', sql<Date>`now()`)
      .orderBy('created_at', 'desc')
      .execute()
    return rows.map((row) => ({
      sessionId: row.id,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      network: row.ip_address,
      userAgent: row.user_agent,
    }))
  },
  async endSession(personId: string, sessionId: string): Promise<boolean> {
    const { numDeletedRows } = await db
      .deleteFrom('person_sessions')
      .where('person_id', '=', personId)
      .where('id', '=', sessionId)
      .executeTakeFirst()
    return numDeletedRows > 0n
  },
  /** All but that one. Gives how many there were. */
  async endOtherSessions(personId: string, sessionId: string): Promise<number> {
    const { numDeletedRows } = await db
      .deleteFrom('person_sessions')
      .where('person_id', '=', personId)
      .where('id', '<>', sessionId)
      .executeTakeFirst()
    return Number(numDeletedRows)
  },
  /**
   * They read mail at their address. What was set up while that was not known may be somebody else's, who came by a link
   * that was handed on: passkeys, a second factor and logins at providers end.
   */
  async proveAddress(personId: string) {
    await db.transaction().execute(async (tx) => {
      const proved = await tx
        .updateTable('people')
        .set({ email_verified: true, two_factor_enabled: false })
        .where('id', '=', personId)
        .where('email_verified', '=', false)
        .returning('id')
        .executeTakeFirst()
      if (proved === undefined) return
      for (const table of ['person_passkeys', 'person_two_factors'] as const)
        await tx.deleteFrom(table).where('person_id', '=', personId).execute()
      await tx
        .deleteFrom('person_logins')
        .where('person_id', '=', personId)
        .where('provider_id', '<>', 'credential')
        .execute()
    })
  },
  async forgetTwoFactor(personId: string) {
    await db.transaction().execute(async (tx) => {
      await tx.deleteFrom('person_two_factors').where('person_id', '=', personId).execute()
      await tx
        .updateTable('people')
        .set({ two_factor_enabled: false })
        .where('id', '=', personId)
        .execute()
    })
  },
  /** Sessions, verifications and wanted addresses whose time is over. */
  async forgetOld() {
    for (const table of ['person_sessions', 'person_verifications', 'email_changes'] as const)
      await db
        .deleteFrom(table)
        .where('expires_at', '<', sql<Date>`now() - interval '1 day'`)
        .execute()
  },
})

/** A person with a password. `null`: there is somebody of that address already. */
export async function createPerson(
  db: Kysely<Tables>,
  { name, email, emailVerified, passwordHash }: NewPerson,
): Promise<string | null> {
  const id = randomUUID()
  const made = await db
    .insertInto('people')
    .values({ id, name, email: email.toLowerCase(), email_verified: emailVerified })
    .onConflict((c) => c.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) return null
  await db
    .insertInto('person_logins')
    .values({
      id: randomUUID(),
      person_id: id,
      provider_id: 'credential',
      account_id: id,
      password: passwordHash,
    })
    .execute()
  return id
}
