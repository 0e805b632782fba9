import type { ColumnType, Generated } from 'kysely'
import type { MemberRole } from '@airgraph/domain/role.ts'
import type { ArchiveState } from './archives.ts'
import type { LogPlan, LogState } from './log-state.ts'

type At = ColumnType<Date, Date | string | undefined, Date | string>
/** Read as text: not every 64-bit integer is a number. */
type BigInteger = ColumnType<string, number, number>
/** Written as text, read as what it says. */
type Json<T> = ColumnType<T, string | Extract<T, null>, string | Extract<T, null>>
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

/** Written as text, and what it is where nothing is. */
type Defaulted<T> = ColumnType<T, string | undefined, string>

export type Cadence = 'daily' | 'weekly' | 'monthly' | 'irregular'

export interface BrandSettings {
  readonly primaryColour?: string | null
  readonly accentColour?: string | null
  readonly font?: 'system' | 'inter' | 'source-serif' | 'jetbrains-mono'
  readonly domain?: string | null
}

export interface PersonPreferences {
  readonly theme?: 'light' | 'dark' | 'system'
  readonly locale?: string | null
}

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
    cadence: Generated<Cadence>
    engagement: Generated<'human' | 'all'>
    brand: Defaulted<BrandSettings>
    logo_version: Optional<string>
    deletes_at: Optional<Date>
  }
  workspace_logos: { workspace_id: string; type: string; bytes: Buffer }
  workspace_removals: {
    workspace_id: string
    begun_at: Generated<Date>
    ended_at: Optional<Date>
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
    previous_hook_hash: Optional<string>
    first_event_at: Optional<Date>
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
    previous_hash: Optional<string>
    previous_until: Optional<Date>
  }
  contact_identities: {
    workspace_id: string
    identity_id: string
    /** `erased` where no more is known of it than that it is to be refused. */
    kind: 'address' | 'external-id' | 'erased'
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
  commit_sequence: {
    one: Generated<boolean>
    reserved: BigInteger
    committed: BigInteger
    log: Optional<string>
  }
  log_ledgers: {
    log: string
    seq: BigInteger
    marks: Json<LogState['marks']>
    pending: Json<LogPlan | null>
  }
  workspace_evidence: { workspace_id: string; body: string; made_at: At }
  people: {
    id: string
    name: string
    email: string
    email_verified: Generated<boolean>
    image: Optional<string>
    two_factor_enabled: ColumnType<boolean | null, boolean | undefined, boolean>
    preferences: Defaulted<PersonPreferences>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  person_sessions: {
    id: string
    token: string
    person_id: string
    expires_at: At
    ip_address: Optional<string>
    user_agent: Optional<string>
    created_at: Generated<Date>
  }
  person_logins: {
    id: string
    person_id: string
    provider_id: string
    account_id: string
    password: Optional<string>
  }
  person_verifications: { id: string; identifier: string; value: string; expires_at: At }
  person_passkeys: { id: string; person_id: string }
  person_two_factors: { id: string; person_id: string }
  email_changes: { person_id: string; email: string; token_hash: string; expires_at: At }
  attempts: { key: string; count: number; until: At }
  members: {
    workspace_id: string
    person_id: string
    role: MemberRole
    joined_at: Generated<Date>
  }
  workspace_agencies: {
    workspace_id: string
    agency_id: string
    role: MemberRole
    since: Generated<Date>
  }
  invitations: {
    invitation_id: string
    workspace_id: string
    email: string
    role: MemberRole
    invited_as: 'member' | 'agency'
    token_hash: string
    link_hash: Optional<string>
    invited_by: Optional<string>
    created_at: Generated<Date>
    expires_at: At
  }
  campaign_html: {
    workspace_id: string
    campaign: string
    variant: string
    html: string
    saved_at: Generated<Date>
  }
  saved_views: {
    view_id: string
    workspace_id: string
    person_id: string
    page: string
    name: string
    search: string
    created_at: Generated<Date>
  }
  audit_entries: {
    entry_id: Generated<string>
    workspace_id: string
    at: Generated<Date>
    who_kind: 'person' | 'key' | 'operator' | 'nobody' | 'server'
    who_id: Optional<string>
    who_name: Optional<string>
    action: string
    on_kind: string
    on_id: string
    network: Optional<string>
    before: Json<Readonly<Record<string, unknown>> | null>
    after: Json<Readonly<Record<string, unknown>> | null>
  }
  outbox: {
    mail_id: string
    kind: string
    to_address: string
    subject: string
    text: string
    created_at: Generated<Date>
  }
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
