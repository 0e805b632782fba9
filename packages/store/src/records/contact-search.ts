import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'

/** `anywhere`: any part of a name is found. `beginnings`: how a name begins, or the domain of an address. */
export type Reach = 'anywhere' | 'beginnings'

export interface FoundNames {
  readonly ids: readonly ContactId[]
  readonly reach: Reach
  /** There may be more than were found: too many are called so to look at all of them. */
  readonly more: boolean
}

/** A trigram index knows nothing shorter. */
const shortestPart = 3
/** Of those with the text anywhere, so many are looked at to put the best first. */
const mostCandidates = 2_000
const longest: Millis = seconds(3)

/** Finds names by text. What the server offers was seen when the tables were made: see the migration. */
export async function openContactSearch(db: Kysely<Tables>) {
  const { rows: indices } = await sql<{ there: boolean }>`
    SELECT to_regclass('contact_identities_anywhere') IS NOT NULL AS there`.execute(db)
  const knowsParts = indices[0]?.there ?? false

  return async (workspaceId: WorkspaceId, text: string, limit: number): Promise<FoundNames> => {
    const reach = knowsParts && text.length >= shortestPart ? 'anywhere' : 'beginnings'
    const like = escaped(text)
    const begins = sql`lower(value) LIKE lower(${`${like}%`})`
    const ofDomain = sql`split_part(lower(value), '@', 2) LIKE lower(${`${like}%`})`
    const candidates = [
      sql`(SELECT identity_id, lower(value) AS name FROM contact_identities
        WHERE workspace_id = ${workspaceId} AND ${begins} ORDER BY lower(value) USING ~<~ LIMIT ${limit})`,
      reach === 'anywhere'
        ? sql`(SELECT identity_id, lower(value) AS name FROM contact_identities
            WHERE workspace_id = ${workspaceId} AND lower(value) LIKE lower(${`%${like}%`}) LIMIT ${mostCandidates})`
        : sql`(SELECT identity_id, lower(value) AS name FROM contact_identities
            WHERE workspace_id = ${workspaceId} AND value LIKE '%@%' AND ${ofDomain} LIMIT ${limit})`,
    ]
    const found = (some: readonly (typeof begins)[]) =>
      db.transaction().execute(async (tx) => {
        await sql.raw(`SET LOCAL statement_timeout = ${longest}`).execute(tx)
        const { rows } = await sql<{ identity_id: ContactId }>`
          SELECT identity_id FROM (${sql.join(some, sql` UNION `)}) AS found
          ORDER BY strpos(name, lower(${text})), name LIMIT ${limit}`.execute(tx)
        return rows.map((row) => row.identity_id)
      })
    try {
      const ids = await found(candidates)
      return { ids, reach, more: ids.length >= limit }
    } catch (error) {
      if (!ranTooLong(error)) throw error
      return { ids: await found(candidates.slice(0, 1)), reach, more: true }
    }
  }
}

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&')
const ranTooLong = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === '57014'
