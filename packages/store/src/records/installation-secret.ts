import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** Made once, kept with the records. */
export async function installationSecret(db: Kysely<Tables>) {
  await db
    .insertInto('installation')
    .values({ name: 'contact-secret', value: randomBytes(32).toString('hex') })
    .onConflict((c) => c.doNothing())
    .execute()
  const { value } = await db
    .selectFrom('installation')
    .select('value')
    .where('name', '=', 'contact-secret')
    .executeTakeFirstOrThrow()
  return value
}
