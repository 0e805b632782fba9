import { hash } from 'node:crypto'
import { Kysely, Migrator, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { archives } from './archives.ts'
import { attempts } from './attempts.ts'
import { auditRecords } from './audit.ts'
import { campaignHtml } from './campaign-html.ts'
import { openContacts } from './contacts.ts'
import { cursors } from './cursors.ts'
import { dumpRecords, restoreRecords } from './dump.ts'
import { emailChanges } from './email-changes.ts'
import { installationSecret } from './installation-secret.ts'
import { openEmbeddedPostgres } from './embedded.ts'
import { evidenceRecords } from './evidence.ts'
import { toFailure, withFailures } from './failures.ts'
import { idempotency } from './idempotency.ts'
import { invitationRecords } from './invitations.ts'
import { openApiKeys } from './keys.ts'
import { createLead } from './leader.ts'
import { createAlone } from './locks.ts'
import { logLedgers } from './log-ledger.ts'
import { memberRecords } from './members.ts'
import { migrations } from './migrations.ts'
import { openNotices } from './notices.ts'
import { outbox } from './outbox.ts'
import { peopleRecords } from './people.ts'
import { removals } from './removals.ts'
import { retention } from './retention.ts'
import type { Tables } from './schema.ts'
import { setupRecords } from './setup.ts'
import { committedSeq, createSequencer, numberingLog } from './sequence.ts'
import { openSources } from './sources.ts'
import { savedViews } from './views.ts'
import { workspaces } from './workspaces.ts'

/** As a child process on that folder, or the server at that URL. */
export type RecordsAt = { readonly dir: string } | { readonly url: string }

type Cursors = ReturnType<typeof cursors>

export type Records = Awaited<ReturnType<typeof openRecords>>

/**
 * What people made: workspaces, sources, keys, and who is who; and what processes that share it have to agree on. Opens
 * it and brings its tables up to date.
 */
export async function openRecords(at: RecordsAt) {
  await using opened = new AsyncDisposableStack()
  const server = 'dir' in at ? opened.use(await openEmbeddedPostgres(at.dir)) : null
  const url = server?.url ?? ('url' in at ? at.url : '')
  const pool = new Pool({ connectionString: url, max: 10 })
  pool.on('error', () => {}) // an idle connection that broke is replaced when next needed
  pool.on('connect', (client) => client.on('error', () => {})) // one that is lent for long says it at its next query
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: withFailures(pool) }) })
  opened.defer(() => db.destroy())
  await migrate(db)
  const notices = opened.use(await openNotices(url, pool))
  const records = {
    /** For what has its own tables in the same database, such as the job queue. */
    url,
    /** For what asks its own tables through it, such as better-auth. */
    db,
    workspaces: workspaces(db),
    removals: removals(db, notices),
    people: peopleRecords(db),
    emailChanges: emailChanges(db),
    setup: setupRecords(db),
    members: memberRecords(db),
    invitations: invitationRecords(db),
    views: savedViews(db),
    campaignHtml: campaignHtml(db),
    audit: auditRecords(db),
    outbox: outbox(db),
    attempts: attempts(db),
    sources: await openSources(db, notices),
    keys: await openApiKeys(db, notices),
    /** Tells this installation from others; says nothing about its secret. */
    installationId: await installationId(db),
    contacts: await openContacts({ db, notices, isShared: server === null }),
    idempotency: idempotency(db),
    cursors: cursors(db),
    evidence: evidenceRecords(db),
    archives: archives(db),
    retention: retention(db),
    logLedgers: logLedgers(db),
    /** Every table, as files in that folder; gives the files. */
    dump: (dir: string) => dumpRecords(pool, dir),
    /** What was dumped in the place of what is here, then what is to be set beside it. Open the records anew after it. */
    async restore(dir: string, then: (cursors: Cursors) => Promise<void>) {
      await restoreRecords(pool, dir)
      await then(cursors(db))
    },
    /** Of the whole database. */
    async bytes() {
      const { rows } = await pool.query<{ bytes: string }>(
        'SELECT pg_database_size(current_database()) AS bytes',
      )
      return Number(rows[0]?.bytes ?? 0)
    },
    notices,
    alone: createAlone(url),
    lead: createLead(url),
    openSequencer: createSequencer({ url, db, notices }),
    /** Everything up to here is committed; 0 where the events are numbered without the records. */
    committedSeq: () => committedSeq(db),
    /** The log through which everything goes that is to be stored; `null` where there is none. */
    numberingLog: () => numberingLog(db),
    async ping() {
      await pool.query('SELECT 1').catch(toFailure)
    },
  }
  const closing = opened.move()
  return { ...records, [Symbol.asyncDispose]: () => closing[Symbol.asyncDispose]() }
}

const installationId = async (db: Kysely<Tables>) =>
  hash('sha256', `installation ${await installationSecret(db)}`).slice(0, 16)

async function migrate(db: Kysely<Tables>) {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
