import { createClient } from '@clickhouse/client'
import type { EventId } from '@airgraph/domain/ids.ts'
import { createChdbConnection } from 'chdb/connection'
import type { MailEvent } from '@airgraph/domain/event.ts'
import { expect } from 'vitest'
import { openEventStore } from '../events/open.ts'
import { anEvent, id } from '../events/testing.ts'
import { type EventRow, fromRow, rowColumns, toRow } from '../events/rows.ts'
import type { EventLog, LogSink } from './event-log.ts'
import { setTimeout as sleep } from 'node:timers/promises'

interface Counted {
  readonly rows: number
  readonly unique: number
  readonly places: number
  /** From the first place in use to the last. */
  readonly span: number
}

export type Table = Awaited<ReturnType<typeof openTable>>

/** Tables of the embedded engine with the columns of `recent_events`, as sinks. A path has one engine in a process. */
export async function openTables(dir: string) {
  const store = await openEventStore({ dir })
  const client = createClient({ connection: createChdbConnection({ path: dir }) as never })
  return {
    open: (name: string, window: number) => openTable(client, name, window),
    async [Symbol.asyncDispose]() {
      await client.close()
      await store[Symbol.asyncDispose]()
    },
  }
}

/** `window`: how many tokens the table remembers. */
async function openTable(client: ReturnType<typeof createClient>, name: string, window: number) {
  await client.command({
    query: `CREATE TABLE ${name} AS recent_events ENGINE = MergeTree
      PARTITION BY toDate(committed_at) ORDER BY (seq, event_id)
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
        non_replicated_deduplication_window = ${window}`,
  })
  const ask = async <T>(query: string) =>
    (await client.query({ query: `${query} FROM ${name}`, format: 'JSONEachRow' })).json<T>()
  const sink: LogSink = {
    begin: async () => {},
    async insert(events, { token, committedAt }) {
      const at = Math.floor(committedAt.getTime() / 1_000)
      await client.insert({
        table: name,
        columns: [...Object.keys(rowColumns), 'committed_at'] as unknown as [string, ...string[]],
        values: events.map((event) => [...toRow(event), at]),
        format: 'JSONCompactEachRow',
        clickhouse_settings: { async_insert: 0, insert_deduplication_token: token },
      })
    },
    async stored({ first, last }) {
      const rows = await client.query({
        query: `SELECT DISTINCT seq, toString(event_id) AS event FROM ${name} WHERE seq BETWEEN ${first} AND ${last}`,
        format: 'JSONEachRow',
      })
      const found = await rows.json<{ seq: string; event: EventId }>()
      return found.map(({ seq, event }) => ({ seq: Number(seq), eventId: event }))
    },
    async tail() {
      const rows = await ask<{ key: string; seq: string }>(
        `SELECT concat(workspace_id, '/', toString(event_id)) AS key, seq`,
      )
      return {
        seq: rows.reduce((most, { seq }) => Math.max(most, Number(seq)), 0),
        keys: rows.map(({ key }) => key),
      }
    },
  }
  return {
    sink,
    async events() {
      const rows = await client.query({
        query: `SELECT * FROM ${name} ORDER BY seq`,
        format: 'JSONEachRow',
      })
      return (await rows.json<EventRow>()).map(fromRow)
    },
    async count(): Promise<Counted> {
      const [row] = await ask<Record<keyof Counted, string>>(
        `SELECT count() AS rows, uniqExact(event_id) AS unique, uniqExact(seq) AS places, max(seq) - min(seq) + 1 AS span`,
      )
      return {
        rows: Number(row?.rows),
        unique: Number(row?.unique),
        places: Number(row?.places),
        span: Number(row?.span),
      }
    },
  }
}

/** Until everything in the log is in its sink. */
export async function untilRead(log: Pick<EventLog, 'unread'>, within = 20_000) {
  const deadline = Date.now() + within
  for (let unread = await log.unread(); unread > 0; unread = await log.unread()) {
    if (Date.now() > deadline) throw new Error(`${unread} messages are still in the log`)
    await sleep(50)
  }
}

/** Twenty write, a few events at a time, as long as something goes on. */
export async function writeDuring(log: EventLog, trouble: () => Promise<void>) {
  const acknowledged: MailEvent[] = []
  const refused: unknown[] = []
  let next = 0
  let isOver = false
  const write = async () => {
    const events = Array.from({ length: 5 }, () =>
      anEvent({ eventId: id(next), contactId: id(next++) }),
    )
    await log.append(events).then(
      () => acknowledged.push(...events),
      (reason: unknown) => refused.push(reason),
    )
    await sleep(5)
  }
  const writer = async () => {
    while (!isOver) await write()
  }
  const all = trouble().finally(() => (isOver = true))
  await Promise.all([all, ...Array.from({ length: 20 }, writer)])
  return { acknowledged, refused }
}

/** All that was acknowledged is in the table and nothing is twice; what was not was refused as what may be tried again. */
export async function expectKept(
  { acknowledged, refused }: Awaited<ReturnType<typeof writeDuring>>,
  table: Table,
) {
  const { rows, unique, places, span } = await table.count()
  expect({ unique, places, span }).toEqual({ unique: rows, places: rows, span: rows })
  const stored = new Set((await table.events()).map(({ eventId }) => eventId))
  expect(acknowledged.filter(({ eventId }) => !stored.has(eventId))).toEqual([])
  expect(acknowledged.length).toBeGreaterThan(100)
  for (const reason of refused)
    expect(reason).toMatchObject({ name: 'Failure', code: 'unavailable', retry: 'later' })
}
