/** Makes a dataset, in a process of its own: `node bench/dataset/make.ts 1M FOLDER`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, uint } from '@airgraph/sql/sql.ts'
import { connect } from '@airgraph/store/events/connect.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { totalRestingDays } from '@airgraph/store/events/fold/day-totals.ts'
import { rebuild } from '@airgraph/store/events/fold/rebuild.ts'
import { openEventStore } from '@airgraph/store/events/open.ts'
import { rowColumns, toRow } from '@airgraph/store/events/rows.ts'
import { openRecords } from '@airgraph/store/records/open.ts'
import { eventsOf } from './rows.ts'
import { datasetVersion, livesOf, type Size, workspacesOf } from './workspaces.ts'

const [size, folder] = process.argv.slice(2) as [Size, string]
const block = 50_000
const say = (what: string) =>
  console.error(`${(performance.now() / 1000).toFixed(0).padStart(5)} s  ${what}`)

mkdirSync(folder, { recursive: true })
const store = await openEventStore({ dir: join(folder, 'events') })
const connections = connect({ dir: join(folder, 'events') })

async function insert(rows: readonly (readonly unknown[])[]) {
  await connections.append({
    table: 'events',
    columns: rowColumns,
    rows,
    settings: { max_partitions_per_insert_block: '0' },
  })
}

let seq = 0
let inserting = Promise.resolve()
for (const workspace of workspacesOf(size)) {
  let rows: (readonly unknown[])[] = []
  for (const event of eventsOf(workspace, seq)) {
    seq = event.seq
    rows.push(toRow(event))
    if (rows.length < block) continue
    await inserting
    inserting = insert(rows)
    rows = []
  }
  await inserting
  await insert(rows)
  say(`${workspace.workspaceId}: ${seq.toLocaleString('en')} events simulated so far`)
}

/**
 * Further lives of every contact: contact, message and event have ids of their own, and everything that a contact did happens
 * some minutes later, in the same order.
 */
for (let life = 1; life < livesOf(size); life++) {
  await store.run(sql`
    INSERT INTO events
    SELECT * REPLACE (
      reinterpretAsUUID(sipHash128(contact_id, ${uint(life)})) AS contact_id,
      reinterpretAsUUID(sipHash128(event_id, ${uint(life)})) AS event_id,
      if(message_id = '', '', concat(message_id, '-', toString(${uint(life)}))) AS message_id,
      occurred_at + toIntervalMinute(${uint(life)} + cityHash64(contact_id, ${uint(life)}) % 50) AS occurred_at,
      seq + ${uint(life)} * ${uint(seq)} AS seq)
    FROM (SELECT * FROM events WHERE seq <= ${uint(seq)}) SETTINGS final = 0`)
  say(`life ${life + 1} of ${livesOf(size)}`)
}

await store.run(sql`OPTIMIZE TABLE events FINAL`)
say('events are merged')
await rebuild(store, 1, { progress: (done) => say(`facts: ${Math.round(done * 100)} %`) })
for (const table of ['facts', 'contact_days', 'days'] as const)
  await store.run(sql`OPTIMIZE TABLE ${{ chunks: [table] }} FINAL`)
say('facts are merged')
let version = 1
await totalRestingDays(store, 0, async () => (version += 1))
await store.run(sql`OPTIMIZE TABLE day_totals FINAL`)
await store.run(sql`OPTIMIZE TABLE days FINAL`)
say('days are totalled')

const counted = await count(store)
await connections[Symbol.asyncDispose]()
await store[Symbol.asyncDispose]()

await using records = await openRecords({ dir: join(folder, 'records') })
for (const { workspaceId } of workspacesOf(size))
  await records.workspaces.create({
    workspaceId,
    name: workspaceId,
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    weekStart: 'monday',
    sample: false,
  })
const last = seq * livesOf(size)
await records.cursors.advance('folded', last)
await records.cursors.advance('settled', last)
await records.cursors.advance('fold-version', version)
const made = {
  version: datasetVersion,
  size,
  lives: livesOf(size),
  seconds: Math.round(performance.now() / 1_000),
  ...counted,
}
writeFileSync(join(folder, 'dataset.json'), JSON.stringify(made, null, 2))

async function count(events: EventStore) {
  const { rows } = await events.query(sql`
    SELECT workspace_id, count() AS events, uniqExactIf(message_key, message_key != 0) AS messages,
      uniqExact(contact_id) AS contacts, uniqExact(campaign_id) AS campaigns FROM facts GROUP BY workspace_id`)
  const { rows: bytes } = await events.query(sql`
    SELECT table, sum(bytes_on_disk) AS bytes, sum(rows) AS rows, count() AS parts FROM system.parts
    WHERE active AND database = currentDatabase() GROUP BY table ORDER BY table`)
  return { workspaces: rows, tables: bytes }
}
