import { type Kysely, type Migration, sql } from 'kysely'

const statements = (...all: readonly string[]): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const statement of all) await sql.raw(statement).execute(db)
  },
})

/** Applied in the order of their names, each once. One that has shipped is never edited: add another. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001-workspaces-sources-keys-contacts': statements(
    `CREATE TABLE installation (name text PRIMARY KEY, value text NOT NULL)`,
    `CREATE TABLE workspaces (
       workspace_id text PRIMARY KEY,
       name text NOT NULL,
       time_zone text NOT NULL,
       currency text NOT NULL,
       week_start text NOT NULL,
       sample boolean NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now())`,
    `CREATE TABLE sources (
       workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
       name text NOT NULL,
       esp text NOT NULL,
       hook_hash text NOT NULL UNIQUE,
       secrets text[] NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       last_event_at timestamptz,
       last_error text,
       last_error_at timestamptz,
       PRIMARY KEY (workspace_id, name))`,
    `CREATE TABLE api_keys (
       key_id text PRIMARY KEY,
       workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
       name text NOT NULL,
       hash text NOT NULL UNIQUE,
       scopes text[] NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       expires_at timestamptz,
       last_used_at timestamptz,
       revoked_at timestamptz)`,
    `CREATE TABLE contact_identities (
       workspace_id text NOT NULL,
       identity_id uuid NOT NULL,
       kind text NOT NULL,
       value text,
       created_at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (workspace_id, identity_id))`,
    `CREATE TABLE contact_links (
       workspace_id text NOT NULL,
       identity_id uuid NOT NULL,
       contact_id uuid NOT NULL,
       linked_at timestamptz NOT NULL DEFAULT now(),
       moved_at timestamptz,
       PRIMARY KEY (workspace_id, identity_id))`,
    `CREATE INDEX contact_links_unmoved ON contact_links (workspace_id) WHERE moved_at IS NULL`,
    `CREATE TABLE idempotent_replies (
       workspace_id text NOT NULL,
       key text NOT NULL,
       request_hash text NOT NULL,
       status integer NOT NULL,
       body text NOT NULL,
       made_at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (workspace_id, key))`,
    `CREATE INDEX idempotent_replies_age ON idempotent_replies (made_at)`,
    `CREATE TABLE cursors (name text PRIMARY KEY, seq bigint NOT NULL)`,
    `CREATE TABLE workspace_evidence (
       workspace_id text PRIMARY KEY,
       body text NOT NULL,
       made_at timestamptz NOT NULL DEFAULT now())`,
  ),
  '002-several-processes': statements(
    // Two processes may link one id to two others before they hear of each other: each link is a row of its own.
    `ALTER TABLE contact_links DROP CONSTRAINT contact_links_pkey`,
    `ALTER TABLE contact_links ADD PRIMARY KEY (workspace_id, identity_id, contact_id)`,
    `CREATE INDEX contact_links_age ON contact_links (linked_at)`,
    `ALTER TABLE idempotent_replies
       ALTER COLUMN status DROP NOT NULL,
       ALTER COLUMN body DROP NOT NULL,
       ADD COLUMN claim uuid,
       ADD COLUMN claimed_until timestamptz`,
    `ALTER TABLE cursors ADD COLUMN reached_at timestamptz NOT NULL DEFAULT now()`,
    `CREATE TABLE commit_sequence (
       one boolean PRIMARY KEY DEFAULT true CHECK (one),
       reserved bigint NOT NULL,
       committed bigint NOT NULL)`,
    `INSERT INTO commit_sequence (reserved, committed) VALUES (0, 0)`,
  ),
  '003-erased-contacts': statements(
    `ALTER TABLE contact_identities ADD COLUMN erased_at timestamptz`,
    `CREATE INDEX contact_identities_erased ON contact_identities (workspace_id) WHERE erased_at IS NOT NULL`,
  ),
  '004-log-ledgers': statements(
    `CREATE TABLE log_ledgers (
       log text PRIMARY KEY,
       seq bigint NOT NULL,
       marks jsonb NOT NULL,
       pending jsonb)`,
  ),
  '005-people': statements(
    // The six of better-auth, under our names (`apps/server/src/accounts/auth.ts`).
    `CREATE TABLE people (
       id text PRIMARY KEY,
       name text NOT NULL,
       email text NOT NULL UNIQUE,
       email_verified boolean NOT NULL DEFAULT false,
       image text,
       two_factor_enabled boolean DEFAULT false,
       preferences jsonb NOT NULL DEFAULT '{}',
       created_at timestamptz NOT NULL DEFAULT now(),
       updated_at timestamptz NOT NULL DEFAULT now())`,
    `CREATE TABLE person_sessions (
       id text PRIMARY KEY,
       token text NOT NULL UNIQUE,
       person_id text NOT NULL REFERENCES people ON DELETE CASCADE,
       expires_at timestamptz NOT NULL,
       ip_address text,
       user_agent text,
       created_at timestamptz NOT NULL DEFAULT now(),
       updated_at timestamptz NOT NULL DEFAULT now())`,
    `CREATE INDEX person_sessions_person ON person_sessions (person_id)`,
    `CREATE TABLE person_logins (
       id text PRIMARY KEY,
       person_id text NOT NULL REFERENCES people ON DELETE CASCADE,
       provider_id text NOT NULL,
       account_id text NOT NULL,
       password text,
       access_token text,
       refresh_token text,
       id_token text,
       access_token_expires_at timestamptz,
       refresh_token_expires_at timestamptz,
       scope text,
       created_at timestamptz NOT NULL DEFAULT now(),
       updated_at timestamptz NOT NULL DEFAULT now(),
       UNIQUE (provider_id, account_id))`,
    `CREATE INDEX person_logins_person ON person_logins (person_id)`,
    `CREATE TABLE person_verifications (
       id text PRIMARY KEY,
       identifier text NOT NULL,
       value text NOT NULL,
       expires_at timestamptz NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       updated_at timestamptz NOT NULL DEFAULT now())`,
    `CREATE INDEX person_verifications_identifier ON person_verifications (identifier)`,
    `CREATE INDEX person_verifications_age ON person_verifications (expires_at)`,
    `CREATE TABLE person_two_factors (
       id text PRIMARY KEY,
       person_id text NOT NULL UNIQUE REFERENCES people ON DELETE CASCADE,
       secret text NOT NULL,
       backup_codes text NOT NULL,
       verified boolean DEFAULT true,
       failed_verification_count integer DEFAULT 0,
       locked_until timestamptz)`,
    `CREATE TABLE person_passkeys (
       id text PRIMARY KEY,
       person_id text NOT NULL REFERENCES people ON DELETE CASCADE,
       credential_id text NOT NULL UNIQUE,
       name text,
       public_key text NOT NULL,
       counter bigint NOT NULL,
       device_type text NOT NULL,
       backed_up boolean NOT NULL,
       transports text,
       aaguid text,
       created_at timestamptz DEFAULT now())`,
    `CREATE INDEX person_passkeys_person ON person_passkeys (person_id)`,
    // How often something was tried lately: by which address, from which network. Keys are hashes.
    `CREATE TABLE attempts (
       key text PRIMARY KEY,
       count integer NOT NULL,
       until timestamptz NOT NULL)`,
    `CREATE INDEX attempts_age ON attempts (until)`,
    `CREATE TABLE members (
       workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
       person_id text NOT NULL REFERENCES people ON DELETE CASCADE,
       role text NOT NULL,
       joined_at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (workspace_id, person_id))`,
    `CREATE INDEX members_person ON members (person_id)`,
    `CREATE TABLE workspace_agencies (
       workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
       agency_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
       role text NOT NULL,
       since timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (workspace_id, agency_id),
       CHECK (workspace_id <> agency_id))`,
    `CREATE INDEX workspace_agencies_agency ON workspace_agencies (agency_id)`,
    `CREATE TABLE invitations (
       invitation_id text PRIMARY KEY,
       workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
       email text NOT NULL,
       role text NOT NULL,
       invited_as text NOT NULL,
       token_hash text NOT NULL UNIQUE,
       invited_by text REFERENCES people ON DELETE SET NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       expires_at timestamptz NOT NULL,
       UNIQUE (workspace_id, email, invited_as))`,
    `CREATE INDEX invitations_email ON invitations (email)`,
    `CREATE TABLE saved_views (
       view_id text PRIMARY KEY,
       workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
       person_id text NOT NULL REFERENCES people ON DELETE CASCADE,
       page text NOT NULL,
       name text NOT NULL,
       search text NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       UNIQUE (workspace_id, person_id, page, name))`,
    `CREATE TABLE audit_entries (
       entry_id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
       workspace_id text NOT NULL,
       at timestamptz NOT NULL DEFAULT now(),
       who_kind text NOT NULL,
       who_id text,
       who_name text,
       action text NOT NULL,
       on_kind text NOT NULL,
       on_id text NOT NULL,
       network text,
       before jsonb,
       after jsonb)`,
    `CREATE INDEX audit_entries_workspace ON audit_entries (workspace_id, entry_id)`,
    `CREATE TABLE outbox (
       mail_id text PRIMARY KEY,
       kind text NOT NULL,
       to_address text NOT NULL,
       subject text NOT NULL,
       text text NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now())`,
    `CREATE INDEX outbox_age ON outbox (created_at)`,
    `ALTER TABLE workspaces
       ADD COLUMN cadence text NOT NULL DEFAULT 'weekly',
       ADD COLUMN engagement text NOT NULL DEFAULT 'human',
       ADD COLUMN brand jsonb NOT NULL DEFAULT '{}',
       ADD COLUMN logo_version text,
       ADD COLUMN deletes_at timestamptz`,
    `CREATE TABLE workspace_logos (
       workspace_id text PRIMARY KEY REFERENCES workspaces ON DELETE CASCADE,
       type text NOT NULL,
       bytes bytea NOT NULL)`,
    // What was removed, or is being: its name is not given again.
    `CREATE TABLE workspace_removals (
       workspace_id text PRIMARY KEY,
       begun_at timestamptz NOT NULL DEFAULT now(),
       ended_at timestamptz)`,
    `ALTER TABLE sources
       ADD COLUMN previous_hook_hash text UNIQUE,
       ADD COLUMN first_event_at timestamptz`,
    `UPDATE sources SET first_event_at = last_event_at`,
    `ALTER TABLE api_keys
       ADD COLUMN previous_hash text UNIQUE,
       ADD COLUMN previous_until timestamptz`,
  ),
  '006-log-gives-places': statements(
    // Names the log that gives the places; who would give them without it is refused then.
    `ALTER TABLE commit_sequence ADD COLUMN log text`,
  ),
  '007-archives': statements(
    // Its files outlive the workspace until they are deleted.
    `CREATE TABLE archives (
       archive_id uuid PRIMARY KEY,
       workspace_id text NOT NULL,
       month text NOT NULL,
       state text NOT NULL,
       events bigint NOT NULL DEFAULT 0,
       facts bigint NOT NULL DEFAULT 0,
       bytes bigint NOT NULL DEFAULT 0,
       made_at timestamptz NOT NULL DEFAULT now(),
       since timestamptz NOT NULL DEFAULT now(),
       removed boolean NOT NULL DEFAULT false)`,
    `CREATE UNIQUE INDEX archives_live ON archives (workspace_id, month) WHERE state = 'live'`,
    `CREATE TABLE retention_policies (
       workspace_id text PRIMARY KEY REFERENCES workspaces ON DELETE CASCADE,
       body text NOT NULL,
       changed_at timestamptz NOT NULL DEFAULT now())`,
    `CREATE TABLE retention_runs (
       run_id uuid PRIMARY KEY,
       workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
       ran_at timestamptz NOT NULL DEFAULT now(),
       report text NOT NULL)`,
    `CREATE INDEX retention_runs_age ON retention_runs (workspace_id, ran_at)`,
  ),
  '008-campaign-html': statements(
    `CREATE TABLE campaign_html (
       workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
       campaign text NOT NULL,
       variant text NOT NULL,
       html text NOT NULL,
       saved_at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (workspace_id, campaign, variant))`,
  ),
  '009-contact-search': statements(
    `CREATE INDEX contact_identities_begins ON contact_identities
       (workspace_id, lower(value) text_pattern_ops) WHERE value IS NOT NULL`,
    // Both come with PostgreSQL and any owner of a database may add them, but not every server has them, nor every user is one.
    `DO $$ BEGIN
       CREATE EXTENSION IF NOT EXISTS pg_trgm;
       CREATE EXTENSION IF NOT EXISTS btree_gin;
       CREATE INDEX contact_identities_anywhere ON contact_identities
         USING gin (workspace_id, lower(value) gin_trgm_ops) WHERE value IS NOT NULL;
     EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
       RAISE NOTICE 'contacts are found by beginnings only: %', SQLERRM;
     END $$`,
    `CREATE INDEX contact_identities_domain ON contact_identities
       (workspace_id, split_part(lower(value), '@', 2) text_pattern_ops) WHERE value LIKE '%@%'`,
  ),
  '010-email-changes': statements(
    // The address that a person wants to sign in with, until they open the link that was mailed there.
    `CREATE TABLE email_changes (
       person_id text PRIMARY KEY REFERENCES people ON DELETE CASCADE,
       email text NOT NULL,
       token_hash text NOT NULL UNIQUE,
       expires_at timestamptz NOT NULL)`,
  ),
  '011-invitation-links': statements(
    // Of the link that was shown to who invites: it tells nothing about who reads mail at the address.
    `ALTER TABLE invitations ADD COLUMN link_hash text UNIQUE`,
  ),
}
