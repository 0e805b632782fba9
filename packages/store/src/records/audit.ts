import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Kysely, Selectable } from 'kysely'
import type { Tables } from './schema.ts'

export interface Who {
  readonly kind: Tables['audit_entries']['who_kind']
  readonly id: string | null
  readonly name: string | null
}

type Values = Readonly<Record<string, unknown>>

export interface AuditEntry {
  readonly workspaceId: WorkspaceId
  readonly who: Who
  /** Such as “member.role-changed”. */
  readonly action: string
  readonly on: { readonly kind: string; readonly id: string }
  /** /24 or /48. */
  readonly network: string | null
  readonly before?: Values | null
  readonly after?: Values | null
}

export interface WrittenEntry extends Required<AuditEntry> {
  readonly entryId: string
  readonly at: Date
}

interface Wanted {
  readonly limit: number
  readonly after?: string | undefined
  readonly action?: string | undefined
  readonly personId?: string | undefined
}

const read = (row: Selectable<Tables['audit_entries']>): WrittenEntry => ({
  entryId: row.entry_id,
  workspaceId: row.workspace_id as WorkspaceId,
  at: row.at,
  who: { kind: row.who_kind, id: row.who_id, name: row.who_name },
  action: row.action,
  on: { kind: row.on_kind, id: row.on_id },
  network: row.network,
  before: row.before,
  after: row.after,
})

const asJson = (values: Values | null | undefined) => (values ? JSON.stringify(values) : null)

/** Who changed what, when and from where. Never a secret. */
export const auditRecords = (db: Kysely<Tables>) => ({
  async write({ workspaceId, who, action, on, network, before, after }: AuditEntry) {
    await db
      .insertInto('audit_entries')
      .values({
        workspace_id: workspaceId,
        who_kind: who.kind,
        who_id: who.id,
        who_name: who.name,
        action,
        on_kind: on.kind,
        on_id: on.id,
        network,
        before: asJson(before),
        after: asJson(after),
      })
      .execute()
  },
  /** Newest first. */
  async list(workspaceId: WorkspaceId, { limit, after, action, personId }: Wanted) {
    let found = db
      .selectFrom('audit_entries')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .orderBy('entry_id', 'desc')
      .limit(limit + 1)
    if (after !== undefined) found = found.where('entry_id', '<', after)
    if (action !== undefined) found = found.where('action', '=', action)
    if (personId !== undefined)
      found = found.where('who_kind', '=', 'person').where('who_id', '=', personId)
    const rows = await found.execute()
    const entries = rows.slice(0, limit).map(read)
    const next = rows.length > limit ? (entries.at(-1)?.entryId ?? null) : null
    return { entries, next }
  },
})
