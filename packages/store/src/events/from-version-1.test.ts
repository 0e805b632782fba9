import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect } from './connect.ts'
import { rebuild } from './fold/rebuild.ts'
import { setAside } from './from-version-1.ts'
import { openEventStore } from './open.ts'
import { rowColumns, toRow } from './rows.ts'
import { anEvent, id } from './testing.ts'
import { version1 } from './testing-version-1.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'airgraph-version-1-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** As the first version left it, with an event of long ago that its tail has forgotten. */
async function makeVersion1() {
  await using connections = connect({ dir })
  const run = (query: string) => connections.maintain.command({ query })
  await run(
    `CREATE TABLE schema_migrations (version UInt32, name String, applied_at DateTime DEFAULT now()) ENGINE = MergeTree ORDER BY version`,
  )
  for (const statement of version1) await run(statement)
  await run(`INSERT INTO schema_migrations (version, name) VALUES (1, 'first')`)
  const events = [1, 2, 3].map((n) => ({
    ...anEvent({ eventId: id(n), messageId: `m${n}`, receivedAt: new Date() }),
    seq: n,
    revision: 0,
    deleted: false,
  }))
  await connections.append({
    table: 'recent_events',
    columns: rowColumns,
    rows: events.map(toRow),
  })
  await run('ALTER TABLE recent_events DELETE WHERE seq = 1 SETTINGS mutations_sync = 2')
  await setAside(connections.maintain) // and was stopped after it
}

it('a store of the first version keeps every event, and all that is derived is made of them', async () => {
  await makeVersion1()
  await using store = await openEventStore({ dir })
  expect(store.seq).toBe(3)
  await rebuild(store, 1)
  const count = async (table: 'events' | 'facts' | 'recent_events' | 'contact_days') =>
    (await store.query({ chunks: [`SELECT count() AS n FROM ${table}`] })).rows[0]?.['n']
  expect([await count('events'), await count('facts'), await count('recent_events')]).toEqual([
    3, 3, 2,
  ])
  expect(await count('contact_days')).toBe(1)
  const { rows } = await store.query(
    sql`SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name`,
  )
  expect(rows.map(({ name }) => name)).not.toContain('messages')
  await store.append([anEvent({ eventId: id(4) })])
  await store.allCommitted()
  expect(store.seq).toBe(4)
})
