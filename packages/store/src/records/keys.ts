import { randomBytes } from 'node:crypto'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { KeyScope } from '@airgraph/domain/scope.ts'
import { hours, minutes, seconds } from '@airgraph/domain/units.ts'
import { type Kysely, sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { Notices } from './notices.ts'
import type { Tables } from './schema.ts'
import { hashOf, newSecret } from './secrets.ts'

export interface ApiKey {
  readonly keyId: string
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  /** Until when the secret before the last rotation holds too. */
  readonly previousUntil: Date | null
}

interface NewKey {
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly expiresAt: Date | null
}

/** A revoked key may be honoured this long by another process that cannot hear of it. */
const remembered = seconds(5)
const previousHolds = hours(24)

export async function openApiKeys(db: Kysely<Tables>, notices: Notices) {
  const found = new LRUCache<string, { readonly key: ApiKey | null }>({
    max: 10_000,
    ttl: remembered,
  })
  await notices.listen('keys', { heard: (hash) => found.delete(hash), missed: () => found.clear() })
  const used = new LRUCache<string, true>({ max: 10_000, ttl: minutes(1) })

  const find = async (hash: string) => {
    const row = await db
      .selectFrom('api_keys')
      .selectAll()
      .where((e) => e.or([e('hash', '=', hash), e('previous_hash', '=', hash)]))
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    return row === undefined ? null : read(row, row.previous_hash === hash)
  }
  const forget = async (hashes: readonly (string | null)[]) => {
    const known = hashes.filter((hash) => hash !== null)
    for (const hash of known) found.delete(hash)
    await notices.send('keys', known).catch(() => {}) // the others forget it by themselves soon
  }
  const noteUse = (keyId: string) => {
    if (used.has(keyId)) return
    used.set(keyId, true)
    db.updateTable('api_keys')
      .set({ last_used_at: sql`now()` })
      .where('key_id', '=', keyId)
      .execute()
      .catch(() => used.delete(keyId)) // a note, not a condition: the next use tries again
  }

  return {
    /** The secret is in this answer and nowhere else: only its hash is kept. */
    async create(key: NewKey): Promise<{ readonly key: ApiKey; readonly secret: string }> {
      const secret = newSecret('ag')
      const row = await db
        .insertInto('api_keys')
        .values({
          key_id: `key_${randomBytes(8).toString('hex')}`,
          workspace_id: key.workspaceId,
          name: key.name,
          hash: hashOf(secret),
          scopes: [...key.scopes],
          expires_at: key.expiresAt,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      return { key: read(row), secret }
    },
    /** The key with that secret, unless it is unknown, revoked or past its time. */
    async authenticate(secret: string): Promise<ApiKey | null> {
      const hash = hashOf(secret)
      const known = found.get(hash) ?? { key: await find(hash) }
      found.set(hash, known, { noUpdateTTL: true })
      const { key } = known
      if (key === null || (key.expiresAt !== null && key.expiresAt.getTime() <= Date.now()))
        return null
      noteUse(key.keyId)
      return key
    },
    async list(workspaceId: WorkspaceId): Promise<readonly ApiKey[]> {
      const rows = await db
        .selectFrom('api_keys')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('revoked_at', 'is', null)
        .orderBy('created_at')
        .execute()
      return rows.map((row) => read(row))
    },
    async revoke(workspaceId: WorkspaceId, keyId: string): Promise<boolean> {
      const row = await db
        .updateTable('api_keys')
        .set({ revoked_at: sql`now()` })
        .where('workspace_id', '=', workspaceId)
        .where('key_id', '=', keyId)
        .where('revoked_at', 'is', null)
        .returning(['hash', 'previous_hash'])
        .executeTakeFirst()
      if (row === undefined) return false
      await forget([row.hash, row.previous_hash])
      return true
    },
    /** The new secret holds at once; the one before it for another day, and the one before that no more. */
    rotate: async (
      workspaceId: WorkspaceId,
      keyId: string,
    ): Promise<{ readonly key: ApiKey; readonly secret: string } | null> => {
      const secret = newSecret('ag')
      const before = await db
        .selectFrom('api_keys')
        .select('previous_hash')
        .where('workspace_id', '=', workspaceId)
        .where('key_id', '=', keyId)
        .executeTakeFirst()
      const row = await db
        .updateTable('api_keys')
        .set({
          hash: hashOf(secret),
          previous_hash: sql<string>`hash`,
          previous_until: new Date(Date.now() + previousHolds),
        })
        .where('workspace_id', '=', workspaceId)
        .where('key_id', '=', keyId)
        .where('revoked_at', 'is', null)
        .returningAll()
        .executeTakeFirst()
      if (row === undefined) return null
      await forget([row.previous_hash, before?.previous_hash ?? null])
      return { key: read(row), secret }
    },
  }
}

interface Row {
  readonly key_id: string
  readonly workspace_id: string
  readonly name: string
  readonly scopes: string[]
  readonly created_at: Date
  readonly expires_at: Date | null
  readonly last_used_at: Date | null
  readonly previous_until: Date | null
}

/** `byPrevious`: it was found by the secret before the last rotation, which ends sooner. */
const read = (row: Row, byPrevious = false): ApiKey => ({
  keyId: row.key_id,
  workspaceId: row.workspace_id as WorkspaceId,
  name: row.name,
  scopes: row.scopes as KeyScope[],
  createdAt: row.created_at,
  expiresAt: byPrevious ? sooner(row.expires_at, row.previous_until) : row.expires_at,
  lastUsedAt: row.last_used_at,
  previousUntil:
    row.previous_until !== null && row.previous_until > new Date() ? row.previous_until : null,
})

const sooner = (a: Date | null, b: Date | null) =>
  a !== null && b !== null ? (a < b ? a : b) : (a ?? b)
