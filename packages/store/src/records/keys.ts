import { randomBytes } from 'node:crypto'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { KeyScope } from '@airgraph/domain/scope.ts'
import { minutes, seconds } from '@airgraph/domain/units.ts'
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
}

interface NewKey {
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly expiresAt: Date | null
}

/** A revoked key may be honoured this long by another process that cannot hear of it. */
const remembered = seconds(5)

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
      .where('hash', '=', hash)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    return row === undefined ? null : read(row)
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
      return rows.map(read)
    },
    async revoke(workspaceId: WorkspaceId, keyId: string): Promise<boolean> {
      const row = await db
        .updateTable('api_keys')
        .set({ revoked_at: sql`now()` })
        .where('workspace_id', '=', workspaceId)
        .where('key_id', '=', keyId)
        .where('revoked_at', 'is', null)
        .returning('hash')
        .executeTakeFirst()
      if (row === undefined) return false
      found.delete(row.hash)
      await notices.send('keys', [row.hash]).catch(() => {}) // the others forget it by themselves soon
      return true
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
}

const read = (row: Row): ApiKey => ({
  keyId: row.key_id,
  workspaceId: row.workspace_id as WorkspaceId,
  name: row.name,
  scopes: row.scopes as KeyScope[],
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
})
