import { randomUUID } from 'node:crypto'
import type { ClickHouseSettings } from '@clickhouse/client'
import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { EventId } from '@airgraph/domain/ids.ts'
import { render, sql, type Sql, uint } from '@airgraph/sql/sql.ts'
import { cancellable } from './cancellable.ts'
import { createCommitter, numberAlone } from './committer.ts'
import { openJournalled } from './journal/journalled.ts'
import { endInserts, type Numbered, numberTogether } from './number-together.ts'
import type { Connections } from './connect.ts'
import type { Limits, StoreOfLog } from './event-store.ts'
import { toFailure } from './failures.ts'
import { countEditions } from './editions.ts'
import { discardRows, forgetContacts, forgetWorkspace } from './forget.ts'
import { retried } from './retry.ts'
import { rowColumns, toRow } from './rows.ts'
import { tidiedAgain, untidied } from './tidying.ts'

/** The most that one insert carries. */
const mostRows = 50_000
/** The most that is written into a journal at once: a write costs little, and making bytes of rows lets nobody else have a turn. */
const mostWritten = 5_000

/** Any month may be in a batch: a late event must not cost its neighbours anything. */
const writing: ClickHouseSettings = { max_partitions_per_insert_block: '0', async_insert: 0 }

/** Each is said, also that there is none: the embedded engine's connections keep what was set before. */
const reading = ({ seconds = 0, memoryBytes = 0, rows = 0 }: Limits): ClickHouseSettings => ({
  final: 1,
  output_format_json_quote_64bit_integers: 0,
  max_execution_time: seconds,
  max_memory_usage: String(memoryBytes),
  max_result_rows: String(rows),
  result_overflow_mode: 'throw',
})

const rememberedAtStart = 100_000

/**
 * The last number that was given: of both tables, for the log forgets, and not less than one that is known. Parts of
 * `events` in which nothing is newer than what is known are not read: the engine knows the greatest of most.
 */
const newest = (known: number) => sql`
  WITH greatest(${uint(known)}, (SELECT max(seq) FROM recent_events)) AS logged
  SELECT greatest(logged, (SELECT max(seq) FROM events WHERE seq > logged)) AS seq SETTINGS final = 0`
const recentIds = (seq: number) => sql`
  SELECT concat(workspace_id, '/', toString(event_id)) AS key FROM recent_events
  WHERE seq > ${uint(Math.max(0, seq - rememberedAtStart))} AND revision = 0 ORDER BY seq`

const idsAt = ({ first, last }: { readonly first: number; readonly last: number }) => sql`
  SELECT DISTINCT seq, event_id FROM recent_events WHERE seq BETWEEN ${uint(first)} AND ${uint(last)}`

const logged = (events: readonly StoredEvent[]) => ({
  table: 'recent_events',
  columns: rowColumns,
  rows: events.map(toRow),
})
/** The same bytes whenever they are inserted. */
const loggedAt = (events: readonly StoredEvent[], at: Date) => ({
  table: 'recent_events',
  columns: { ...rowColumns, committed_at: 'DateTime' } as const,
  rows: events.map((event) => [...toRow(event), Math.floor(at.getTime() / 1_000)]),
})

interface Answer {
  readonly data: readonly Record<string, unknown>[]
  readonly statistics?: { readonly elapsed: number; readonly rows_read: number }
}

/** The connections decide where the data is: in this process (chdb) or on a server. Nothing below knows. */
export async function clickhouseStore(
  connections: Connections,
  { sequence, given = 0 }: Numbered = {},
): Promise<StoreOfLog> {
  const onward = new Set<() => void>()
  const moveOn = () => onward.forEach((listener) => listener())
  const listeners = new Set<(committed: readonly StoredEvent[]) => void>()
  const insert = (events: readonly StoredEvent[]) =>
    insertOnce(events, `seq-${events[0]?.seq}-${randomUUID()}`)
  const insertOnce = (events: readonly StoredEvent[], token: string, committedAt?: Date) =>
    retried(() =>
      connections.append({
        ...(committedAt === undefined ? logged(events) : loggedAt(events, committedAt)),
        settings: { ...writing, insert_deduplication_token: token },
      }),
    ).catch(toFailure)

  const ask = async (question: Sql, limits: Limits, signal?: AbortSignal) => {
    const { text, params } = render(question)
    const once = () =>
      cancellable(connections, signal, (query_id) =>
        connections.read(async (client) => {
          signal?.throwIfAborted()
          const result = await client.query({
            query: text,
            query_id,
            query_params: params,
            format: 'JSON',
            clickhouse_settings: { ...reading(limits), log_comment: query_id },
          })
          return (await result.json()) as Answer
        }),
      )
    return retried(once, signal)
  }

  const editions = countEditions()
  const run = (statement: Sql) => {
    const { text: query, params: query_params } = render(statement)
    const clickhouse_settings = { ...writing, final: 1 } as const
    return editions.during(() =>
      connections.maintain
        .command({ query, query_params, clickhouse_settings })
        .then(() => {}, toFailure),
    )
  }
  const number = async (statement: Sql) => Number((await ask(statement, {})).data[0]?.['seq'] ?? 0)
  const seq = await number(newest(given))
  const idsBefore = async (last: number) =>
    (await ask(recentIds(last), {})).data.map((row) => String(row['key']))
  const shared = sequence && (await sequence({ mend: () => endInserts(connections), atLeast: seq }))
  const at = shared === undefined ? connections.journal : undefined
  const journalled =
    at && (await openJournalled({ at, settings: writing, mostRows, seq, moved: moveOn }))
  const begun = journalled?.seq ?? seq
  const committer = createCommitter({
    numbering: shared ? await numberTogether(shared, moveOn) : numberAlone(begun),
    insert: journalled ? (events) => journalled.append(events) : insert,
    mostRows: journalled ? mostWritten : mostRows,
    remembered: await idsBefore(begun),
    refusal: () => journalled?.refusal ?? null,
    committed(events) {
      listeners.forEach((listener) => listener(events))
      if (journalled === undefined) moveOn()
    },
  })
  const allCommitted = async (signal?: AbortSignal) => {
    await journalled?.caughtUp(signal)
  }

  return {
    get seq() {
      return journalled?.seq ?? committer.seq
    },
    get acknowledged() {
      return committer.seq
    },
    append: (events) => committer.append(events),
    async rewrite(events, signal) {
      await committer.append(events)
      await allCommitted(signal)
    },
    allCommitted,
    async query(statement, { limits = {}, signal } = {}) {
      const started = performance.now()
      const { data, statistics } = await ask(statement, limits, signal).catch(toFailure)
      return {
        rows: data,
        rowsRead: statistics?.rows_read ?? 0,
        milliseconds: performance.now() - started,
      }
    },
    get edition() {
      return connections.isAlone ? editions.now : null
    },
    run,
    async untidied(work) {
      for (const statement of untidied(connections.cluster)) await run(statement)
      try {
        return await work()
      } finally {
        for (const statement of tidiedAgain(connections.cluster)) await run(statement)
      }
    },
    async forget(workspaceId, contactIds) {
      await journalled?.leaveNothing() // what is on its way would come after
      for (const statement of forgetContacts(workspaceId, contactIds, connections.cluster))
        await run(statement)
    },
    async forgetWorkspace(workspaceId) {
      await journalled?.leaveNothing()
      for (const statement of forgetWorkspace(workspaceId, connections.cluster))
        await run(statement)
    },
    onSeq(listener) {
      onward.add(listener)
      return () => onward.delete(listener)
    },
    async discard(table, which, month) {
      if (table === 'recent_events') await journalled?.leaveNothing()
      await run(discardRows(table, which, month, connections.cluster))
    },
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    sink: {
      begin: () => endInserts(connections).catch(toFailure),
      insert: (events, { token, committedAt }) => insertOnce(events, token, committedAt),
      async stored(places) {
        const { data } = await ask(idsAt(places), {}).catch(toFailure)
        return data.map((row) => ({
          seq: Number(row['seq']),
          eventId: String(row['event_id']) as EventId,
        }))
      },
      async tail() {
        const last = await number(newest(committer.seq))
        return { seq: last, keys: await idsBefore(last) }
      },
    },
    async [Symbol.asyncDispose]() {
      await committer.idle()
      await journalled?.[Symbol.asyncDispose]()
      await shared?.[Symbol.asyncDispose]()
      await connections[Symbol.asyncDispose]()
    },
  }
}
