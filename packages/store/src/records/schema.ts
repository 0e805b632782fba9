import type { ColumnType, Generated } from 'kysely'
import type { ArchiveState } from './archives.ts'
import type { LogPlan, LogState } from './log-state.ts'

type At = ColumnType<Date, Date | string | undefined, Date | string>
/** Read as text: not every 64-bit integer is a number. */
type BigInteger = ColumnType<string, number, number>
/** Written as text, read as what it says. */
type Json<T> = ColumnType<T, string | Extract<T, null>, string | Extract<T, null>>
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

/** The records' tables as Kysely sees them. `migrations.ts` makes them. */
export interface Tables {
  installation: { name: string; value: string }
  workspaces: {
    workspace_id: string
    name: string
    time_zone: string
    currency: string
    week_start: 'monday' | 'sunday'
    sample: boolean
    created_at: Generated<Date>
  }
  sources: {
    workspace_id: string
    name: string
    esp: string
    hook_hash: string
    secrets: string[]
    created_at: Generated<Date>
    last_event_at: Optional<Date>
    last_error: Optional<string>
    last_error_at: Optional<Date>
  }
  api_keys: {
    key_id: string
    workspace_id: string
    name: string
    hash: string
    scopes: string[]
    created_at: Generated<Date>
    expires_at: Optional<Date>
    last_used_at: Optional<Date>
    revoked_at: Optional<Date>
  }
  contact_identities: {
    workspace_id: string
    identity_id: string
    kind: 'address' | 'external-id'
    value: Optional<string>
    created_at: Generated<Date>
    erased_at: Optional<Date>
  }
  contact_links: {
    workspace_id: string
    identity_id: string
    contact_id: string
    linked_at: Generated<Date>
    moved_at: Optional<Date>
  }
  idempotent_replies: {
    workspace_id: string
    key: string
    request_hash: string
    status: Optional<number>
    body: Optional<string>
    made_at: At
    claim: Optional<string>
    claimed_until: Optional<Date>
  }
  cursors: { name: string; seq: BigInteger; reached_at: At }
  commit_sequence: { one: Generated<boolean>; reserved: BigInteger; committed: BigInteger }
  log_ledgers: {
    log: string
    seq: BigInteger
    marks: Json<LogState['marks']>
    pending: Json<LogPlan | null>
  }
  workspace_evidence: { workspace_id: string; body: string; made_at: At }
  archives: {
    archive_id: string
    workspace_id: string
    month: string
    state: ArchiveState
    events: Generated<string | number>
    facts: Generated<string | number>
    bytes: Generated<string | number>
    made_at: Generated<Date>
    since: Generated<Date>
    removed: Generated<boolean>
  }
  retention_policies: { workspace_id: string; body: string; changed_at: Generated<Date> }
  retention_runs: {
    run_id: string
    workspace_id: string
    ran_at: Generated<Date>
    report: string
  }
}
