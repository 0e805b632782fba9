import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anEvent, id } from '../events/testing.ts'
import { openRecords, type Records } from '../records/open.ts'
import type { EventLog, LogSink } from './event-log.ts'
import { openEventLog } from './open.ts'
import { cannotRun, openNats } from './testing-nats.ts'
import { openTables, untilRead } from './testing.ts'

const total = 20_000
const atOnce = 250

describe.skipIf(cannotRun)('what is carried, with crashes', () => {
  let dir = ''
  let records: Records
  let tables: Awaited<ReturnType<typeof openTables>>
  let nats: Awaited<ReturnType<typeof openNats>>
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'airgraph-crash-'))
    records = await openRecords({ dir: join(dir, 'records') })
    tables = await openTables(join(dir, 'events'))
    nats = await openNats()
  })
  afterAll(async () => {
    await nats[Symbol.asyncDispose]()
    await tables[Symbol.asyncDispose]()
    await records[Symbol.asyncDispose]()
    await rm(dir, { recursive: true, force: true })
  })

  const open = (name: string) =>
    openEventLog({ url: nats.url, records, name, shards: 4, mostBytes: 2 ** 28 })

  /** Carries until all is read; whatever breaks it ends it, and another begins with what is written down. */
  async function carryThrough(log: EventLog, sink: LogSink) {
    let crashes = 0
    for (let isOver = false; !isOver;) {
      const crash = Promise.withResolvers<'crash'>()
      const onTrouble = () => crash.resolve('crash')
      await using _ = log.consume(sink, { mostRows: 400, onTrouble })
      isOver = (await Promise.race([crash.promise, untilRead(log, 60_000)])) !== 'crash'
      if (!isOver) crashes++
    }
    return crashes
  }

  /** So many events, in messages of `each`. */
  async function fill(log: EventLog, count: number, each = 1) {
    let next = 0
    const worker = async () => {
      for (let n = next; n < count; n = next) {
        next += each
        const contactId = id(n)
        const ids = Array.from({ length: each }, (_, i) => id(n + i))
        await log.append(ids.map((eventId) => anEvent({ eventId, contactId })))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  }

  /** Dies after an insert and before anything is written down about it, more often than not. */
  const dyingAfter = (sink: LogSink): LogSink => {
    const random = seeded(7)
    return {
      ...sink,
      async insert(rows, options) {
        await sink.insert(rows, options)
        if (random() < 0.45) throw new Error('crash')
      },
    }
  }
  /** As where so much was inserted since, or so much time has gone by, that it is no help to look. */
  const unseeing = (sink: LogSink): LogSink => ({ ...sink, stored: async () => [] })

  interface Given {
    /** How many tokens the table remembers. */
    readonly window: number
    readonly make?: (sink: LogSink) => LogSink
    readonly each: number
  }
  const rowsAfter = async (name: string, { window, make = (sink) => sink, each }: Given) => {
    await using log = await open(name)
    const table = await tables.open(name, window)
    await fill(log, total, each)
    const crashes = await carryThrough(log, make(dyingAfter(table.sink)))
    return { crashes, ...(await table.count()) }
  }
  const whole = { rows: total, unique: total, places: total, span: total }

  it('is there once by its tokens alone', async () => {
    const { crashes, ...rows } = await rowsAfter('tokens', {
      window: 10_000,
      make: unseeing,
      each: 1,
    })
    expect(rows).toEqual(whole)
    expect(crashes).toBeGreaterThanOrEqual(20)
  }, 120_000)

  it('is there once when the table has forgotten the tokens', async () => {
    const { crashes, ...rows } = await rowsAfter('looking', { window: 0, each: 20 })
    expect(rows).toEqual(whole)
    expect(crashes).toBeGreaterThanOrEqual(20)
  }, 120_000)

  it('would be there more than once without both', async () => {
    const { rows, unique, places } = await rowsAfter('neither', {
      window: 0,
      make: unseeing,
      each: 20,
    })
    expect({ unique, places }).toEqual({ unique: total, places: total })
    expect(rows).toBeGreaterThan(total * 1.2)
  }, 120_000)

  it.each<[string, (sink: LogSink) => LogSink['insert']]>([
    ['before an insert', () => () => Promise.reject(new Error('crash'))],
    [
      'in an insert that is stored by half',
      (sink) => async (events, options) => {
        await sink.insert(events.slice(0, events.length / 2), options)
        throw new Error('crash')
      },
    ],
    [
      'after an insert',
      (sink) => async (events, options) => {
        await sink.insert(events, options)
        throw new Error('crash')
      },
    ],
  ])('is there once after a crash %s', async (when, dying) => {
    const name = when.replaceAll(' ', '_')
    const table = await tables.open(name, 100)
    await using log = await open(name)
    await fill(log, 1_000)
    let inserts = 0
    const insert: LogSink['insert'] = (events, options) =>
      ++inserts % 2 === 1 ? dying(table.sink)(events, options) : table.sink.insert(events, options)
    expect(await carryThrough(log, { ...table.sink, insert })).toBeGreaterThan(0)
    expect(await table.count()).toEqual({
      rows: 1_000,
      unique: 1_000,
      places: 1_000,
      span: 1_000,
    })
  })

  it('goes on where the messages are gone, but their rows are there', async () => {
    const table = await tables.open('gone', 100)
    await using log = await open('gone')
    await fill(log, 100)
    const crash = Promise.withResolvers<unknown>()
    const insert: LogSink['insert'] = async (rows, options) => {
      await table.sink.insert(rows, options)
      throw new Error('crash')
    }
    {
      await using _ = log.consume({ ...table.sink, insert }, { onTrouble: crash.resolve })
      await crash.promise
    }
    await purge(nats.url, 'gone')
    await fill(log, 150)
    await using _ = log.consume(table.sink)
    await expect.poll(() => table.count()).toMatchObject({ rows: 150, unique: 150, span: 150 })
  })

  it('finds other places where somebody took those that were planned', async () => {
    const table = await tables.open('taken', 100)
    await using log = await open('taken')
    await fill(log, 100)
    let isFirst = true
    const insert: LogSink['insert'] = async (events, options) => {
      if (!isFirst) return table.sink.insert(events, options)
      isFirst = false
      const theirs = events
        .slice(0, 10)
        .map((event, n) => ({ ...event, eventId: anEvent({ eventId: id(9_000 + n) }).eventId }))
      await table.sink.insert(theirs, { ...options, token: 'theirs' })
      throw new Error('crash')
    }
    await carryThrough(log, { ...table.sink, insert })
    const { rows, unique, places } = await table.count()
    expect({ rows, unique, places }).toEqual({ rows: 110, unique: 110, places: 110 })
  })
})

async function purge(url: string, name: string) {
  const connection = await connect({ servers: new URL(url).host })
  const { streams } = await jetstreamManager(connection)
  for await (const { config } of streams.list(`${name}.events.*`)) await streams.purge(config.name)
  await connection.close()
}

/** Numbers from 0 to 1, the same each time. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
