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
  '005-archives': statements(
    `CREATE TABLE archives (
       archive_id uuid PRIMARY KEY,
       workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
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
}
