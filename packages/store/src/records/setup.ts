import type { Kysely } from 'kysely'
import { addMember } from './members.ts'
import { createPerson, type NewPerson } from './people.ts'
import type { Tables } from './schema.ts'
import { insertWorkspace, type NewWorkspace } from './workspaces.ts'

/** Who owns this installation, kept beside its secrets. */
const ownerName = 'owner'

/** An installation is open until somebody claims it: its first person, who owns its first workspace. */
export const setupRecords = (db: Kysely<Tables>) => {
  let isClaimed = false
  return {
    async isClaimed(): Promise<boolean> {
      if (isClaimed) return true
      const row = await db
        .selectFrom('installation')
        .select('name')
        .where('name', '=', ownerName)
        .executeTakeFirst()
      isClaimed = row !== undefined
      return isClaimed
    },
    /** Of two who try at the same time, the second waits, and gets `null`. */
    claim: (person: NewPerson, workspace: NewWorkspace): Promise<string | null> =>
      db.transaction().execute(async (tx) => {
        const won = await tx
          .insertInto('installation')
          .values({ name: ownerName, value: 'claimed' })
          .onConflict((c) => c.doNothing())
          .returning('name')
          .executeTakeFirst()
        if (won === undefined) return null
        const personId = await createPerson(tx, person)
        if (personId === null) throw new Error('there was a person before the first')
        if (!(await insertWorkspace(tx, workspace)))
          throw new Error(`there was a workspace ${workspace.workspaceId} before`)
        await addMember(tx, {
          workspaceId: workspace.workspaceId,
          personId,
          role: 'owner',
        })
        return personId
      }),
    /** Kept with the records, the same for all processes. */
    async secret(name: string, fresh: string): Promise<string> {
      await db
        .insertInto('installation')
        .values({ name, value: fresh })
        .onConflict((c) => c.doNothing())
        .execute()
      const { value } = await db
        .selectFrom('installation')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
      return value
    },
  }
}
