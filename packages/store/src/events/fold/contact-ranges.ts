import { allOf, sql, str, type Sql, uint, uuid } from '@airgraph/sql/sql.ts'
import type { EventStore } from '../event-store.ts'

interface Contact {
  readonly workspaceId: string
  readonly contactId: string
}

interface Measure {
  /** How many events there are. */
  readonly total: number
  readonly size: number
  /** By events of about so many the ranges are measured out, of contacts that are whole. */
  readonly lookedAt?: number
}

/**
 * All contacts, whole, in pieces of about `size` events each, in the order in which `events` lie: what its key answers
 * without reading the rest.
 */
export async function contactRanges(
  store: Pick<EventStore, 'query'>,
  events: Sql,
  measure: Measure,
): Promise<readonly Sql[]> {
  const ends = measure.total <= measure.size ? [] : await lastContacts(store, events, measure)
  return [...ends, null].map((to, i) => between(ends[i - 1] ?? null, to))
}

async function lastContacts(
  store: Pick<EventStore, 'query'>,
  events: Sql,
  { total, size, lookedAt = 10_000_000 }: Measure,
): Promise<readonly Contact[]> {
  const oneOf = Math.max(1, Math.floor(total / lookedAt))
  const piece = uint(Math.max(1, Math.floor(size / oneOf)))
  const { rows } = await store.query(sql`
    SELECT workspace_id, contact_id FROM (
      SELECT workspace_id, contact_id, events, sum(events) OVER (ORDER BY workspace_id, contact_id) AS so_far
      FROM (
        SELECT workspace_id, contact_id, count() AS events FROM ${events}
        WHERE cityHash64(contact_id) % ${uint(oneOf)} = 0 GROUP BY workspace_id, contact_id))
    WHERE intDiv(so_far, ${piece}) > intDiv(so_far - events, ${piece})
    ORDER BY workspace_id, contact_id SETTINGS final = 0`)
  return rows.map((row) => ({
    workspaceId: String(row['workspace_id']),
    contactId: String(row['contact_id']),
  }))
}

/** After the one, up to and with the other. A comparison of tuples says the same, but the key does not answer it. */
const between = (after: Contact | null, upTo: Contact | null): Sql =>
  allOf([...(after === null ? [] : [isAfter(after)]), ...(upTo === null ? [] : [isUpTo(upTo)])])

const isAfter = ({ workspaceId, contactId }: Contact): Sql =>
  sql`workspace_id >= ${str(workspaceId)} AND (workspace_id > ${str(workspaceId)} OR contact_id > ${uuid(contactId)})`

const isUpTo = ({ workspaceId, contactId }: Contact): Sql =>
  sql`workspace_id <= ${str(workspaceId)} AND (workspace_id < ${str(workspaceId)} OR contact_id <= ${uuid(contactId)})`
