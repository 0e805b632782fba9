import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Kysely, sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import { gathered } from './gathered.ts'
import type { IdentityKind } from './identity.ts'
import type { Tables } from './schema.ts'

/** A name of somebody, and the id that it has on its own. */
export interface Known {
  readonly id: ContactId
  readonly kind: IdentityKind
  readonly value: string
}

interface Naming extends Known {
  readonly workspaceId: WorkspaceId
}

/** Names that are on the disk already are not written again; those that come while others are being written share the next insert. */
export function createWriteNames(db: Kysely<Tables>) {
  const stored = new LRUCache<string, true>({ max: 300_000 })

  const insert = gathered(async (all: readonly Naming[]) => {
    const fresh = new Map(all.map((known) => [keyOf(known), known]))
    const values = [...fresh.values()].toSorted(byKey) // one order for all: two that wait for each other wait for ever
    await sql`
      INSERT INTO contact_identities (workspace_id, identity_id, kind, value)
      SELECT * FROM unnest(
        ${values.map((v) => v.workspaceId)}::text[], ${values.map((v) => v.id)}::uuid[],
        ${values.map((v) => v.kind)}::text[], ${values.map((v) => v.value)}::text[])
      ON CONFLICT DO NOTHING`.execute(db)
    for (const key of fresh.keys()) stored.set(key, true)
  })
  return async (workspaceId: WorkspaceId, all: readonly Known[]) => {
    const fresh = all
      .filter(({ id }) => !stored.has(keyOf({ workspaceId, id })))
      .map((known) => ({ ...known, workspaceId }))
    if (fresh.length > 0) await insert(fresh)
  }
}

const order = (a: string, b: string) => (a < b ? -1 : Number(a > b))
const keyOf = ({ workspaceId, id }: Pick<Naming, 'workspaceId' | 'id'>) => `${workspaceId}/${id}`
const byKey = (a: Naming, b: Naming) => order(keyOf(a), keyOf(b))
