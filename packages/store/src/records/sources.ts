import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { minutes, seconds } from '@airgraph/domain/units.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { type Kysely, type Selectable, sql, type UpdateObject } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { Notices } from './notices.ts'
import type { Tables } from './schema.ts'
import { hashOf, newSecret } from './secrets.ts'

/** One configured connection to an ESP. */
export interface Source {
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly esp: string
  /** Signing keys or passwords; during a rotation two of them hold. */
  readonly secrets: readonly string[]
  /** The URL before the last rotation holds too. */
  readonly hasPreviousHook: boolean
  readonly createdAt: Date
  readonly firstEventAt: Date | null
  readonly lastEventAt: Date | null
  readonly lastError: string | null
  readonly lastErrorAt: Date | null
}

const read = (row: Selectable<Tables['sources']>): Source => ({
  workspaceId: row.workspace_id as WorkspaceId,
  name: row.name,
  esp: row.esp,
  secrets: row.secrets,
  hasPreviousHook: row.previous_hook_hash !== null,
  createdAt: row.created_at,
  firstEventAt: row.first_event_at,
  lastEventAt: row.last_event_at,
  lastError: row.last_error,
  lastErrorAt: row.last_error_at,
})

export async function openSources(db: Kysely<Tables>, notices: Notices) {
  const byHook = new LRUCache<string, { readonly source: Source | null }>({
    max: 10_000,
    ttl: seconds(5),
  })
  await notices.listen('sources', {
    heard: (hash) => byHook.delete(hash),
    missed: () => byHook.clear(),
  })
  const noted = new LRUCache<string, true>({ max: 10_000, ttl: minutes(1) })
  const find = async (hash: string) => {
    const row = await db
      .selectFrom('sources')
      .selectAll()
      .where((e) => e.or([e('hook_hash', '=', hash), e('previous_hook_hash', '=', hash)]))
      .executeTakeFirst()
    return row === undefined ? null : read(row)
  }
  const note = async (source: Source, values: UpdateObject<Tables, 'sources'>) => {
    await db
      .updateTable('sources')
      .set(values)
      .where('workspace_id', '=', source.workspaceId)
      .where('name', '=', source.name)
      .execute()
  }

  const forget = async (hashes: readonly (string | null)[]) => {
    const known = hashes.filter((hash) => hash !== null)
    for (const hash of known) byHook.delete(hash)
    await notices.send('sources', known).catch(() => {}) // the others look again by themselves soon
  }

  return {
    /** `hook` is the secret last part of its URL. It is in this answer and nowhere else. */
    async create(
      source: Pick<Source, 'workspaceId' | 'name' | 'esp' | 'secrets'>,
    ): Promise<Result<{ readonly hook: string }, 'name-taken'>> {
      const hook = newSecret('hook')
      const made = await db
        .insertInto('sources')
        .values({
          workspace_id: source.workspaceId,
          name: source.name,
          esp: source.esp,
          hook_hash: hashOf(hook),
          secrets: [...source.secrets],
        })
        .onConflict((c) => c.columns(['workspace_id', 'name']).doNothing())
        .returning('name')
        .executeTakeFirst()
      return made === undefined ? err('name-taken') : ok({ hook })
    },
    async byHook(hook: string): Promise<Source | null> {
      const hash = hashOf(hook)
      const known = byHook.get(hash) ?? { source: await find(hash) }
      byHook.set(hash, known, { noUpdateTTL: true })
      return known.source
    },
    async list(workspaceId: WorkspaceId): Promise<readonly Source[]> {
      const rows = await db
        .selectFrom('sources')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .orderBy('name')
        .execute()
      return rows.map(read)
    },
    /** The new secret holds at once, and the one before it as well. */
    async addSecret(workspaceId: WorkspaceId, name: string, secret: string): Promise<boolean> {
      const row = await db
        .updateTable('sources')
        .set({ secrets: sql`(array[${secret}] || secrets)[1:2]` })
        .where('workspace_id', '=', workspaceId)
        .where('name', '=', name)
        .returning(['hook_hash', 'previous_hook_hash'])
        .executeTakeFirst()
      if (row === undefined) return false
      await forget([row.hook_hash, row.previous_hook_hash])
      return true
    },
    async find(workspaceId: WorkspaceId, name: string): Promise<Source | null> {
      const row = await db
        .selectFrom('sources')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('name', '=', name)
        .executeTakeFirst()
      return row === undefined ? null : read(row)
    },
    /** The new URL holds at once, and the one before it as well; the one before that no more. */
    rotateHook: async (
      workspaceId: WorkspaceId,
      name: string,
    ): Promise<{ readonly hook: string } | null> => {
      const hook = newSecret('hook')
      const before = await db
        .selectFrom('sources')
        .select('previous_hook_hash')
        .where('workspace_id', '=', workspaceId)
        .where('name', '=', name)
        .executeTakeFirst()
      const row = await db
        .updateTable('sources')
        .set({ hook_hash: hashOf(hook), previous_hook_hash: sql<string>`hook_hash` })
        .where('workspace_id', '=', workspaceId)
        .where('name', '=', name)
        .returning('previous_hook_hash')
        .executeTakeFirst()
      if (row === undefined) return null
      await forget([row.previous_hook_hash, before?.previous_hook_hash ?? null])
      return { hook }
    },
    async delete(workspaceId: WorkspaceId, name: string): Promise<boolean> {
      const row = await db
        .deleteFrom('sources')
        .where('workspace_id', '=', workspaceId)
        .where('name', '=', name)
        .returning(['hook_hash', 'previous_hook_hash'])
        .executeTakeFirst()
      if (row === undefined) return false
      await forget([row.hook_hash, row.previous_hook_hash])
      return true
    },
    /** At most once a minute per source; for people to look at, so a failure to write it is not one. */
    noteEvent(source: Source, at: Date) {
      // Of one that is made anew under the same name the first event is news.
      const key = `${source.workspaceId}/${source.name}/${source.createdAt.getTime()}`
      if (noted.has(key)) return
      noted.set(key, true)
      note(source, {
        last_event_at: at,
        first_event_at: sql<Date>`coalesce(first_event_at, ${at})`,
      }).catch(() => noted.delete(key))
    },
    noteError(source: Source, error: string, at: Date) {
      note(source, { last_error: error, last_error_at: at }).catch(() => {})
    },
  }
}
