import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { jetstream, jetstreamManager, StorageType } from '@nats-io/jetstream'
import { minutes, seconds, type Millis } from '@airgraph/domain/units.ts'
import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { anEvent, id } from '../../events/testing.ts'
import { openRecords, type Records } from '../../records/open.ts'
import { type EventLogAt, openEventLog } from '../open.ts'
import { cannotRun, openNats } from '../testing-nats.ts'
import { expectKept, openTables, type Table, untilRead, writeDuring } from '../testing.ts'
import { openJetStream } from './transport.ts'

const wordy = (n: number) => anEvent({ eventId: id(n), contactId: id(n), raw: noise(2_000) })
const noise = (letters: number) =>
  Array.from({ length: letters / 36 }, () => crypto.randomUUID()).join('')

describe.skipIf(cannotRun)('the log on NATS JetStream', () => {
  let dir = ''
  let records: Records
  let tables: Awaited<ReturnType<typeof openTables>>
  let nats: Awaited<ReturnType<typeof openNats>>
  let table: Table
  let name = ''
  let names = 0
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'airgraph-jetstream-'))
    records = await openRecords({ dir: join(dir, 'records') })
    tables = await openTables(join(dir, 'events'))
    nats = await openNats()
  })
  beforeEach(async () => {
    name = `log${names++}`
    table = await tables.open(name, 100)
  })
  afterAll(async () => {
    await nats[Symbol.asyncDispose]()
    await tables[Symbol.asyncDispose]()
    await records[Symbol.asyncDispose]()
    await rm(dir, { recursive: true, force: true })
  })

  const open = (over: Partial<EventLogAt> = {}) =>
    openEventLog({
      url: nats.url,
      records,
      name,
      shards: 2,
      mostBytes: 2 ** 28,
      patience: seconds(2),
      ...over,
    })
  const transport = () =>
    openJetStream({
      url: nats.url,
      name,
      owner: `Airgraph ${records.installationId}`,
      shards: 2,
      replicas: 1,
      mostBytes: 2 ** 24,
      patience: seconds(2),
    })
  const idsIn = async () => (await table.events()).map(({ eventId }) => eventId)

  it('loses nothing that it has acknowledged, though its server is killed while it is written and read', async () => {
    await using log = await open()
    await using _ = log.consume(table.sink)
    const killer = async () => {
      for (const pause of [100, 2_500]) {
        await sleep(1_000)
        await nats.kill()
        await sleep(pause)
        await nats.restart()
      }
    }
    const written = await writeDuring(log, killer)
    await untilRead(log)
    await expectKept(written, table)
  }, 60_000)

  it('acknowledges nothing while its server is down, and goes on when it is back', async () => {
    await using log = await open({ patience: 300 as Millis })
    await nats.kill()
    await expect(log.append([wordy(1)])).rejects.toMatchObject({
      code: 'unavailable',
      retry: 'later',
    })
    await nats.restart()
    await expect.poll(() => log.append([wordy(2)]).then(() => 'taken', String)).toBe('taken')
    await using _ = log.consume(table.sink)
    await untilRead(log)
    expect(await idsIn()).toContain(id(2))
  })

  it('refuses what is new when it is full, and has room again when it is read', async () => {
    await using log = await open({ mostBytes: 100_000 })
    const fill = async (from: number) => {
      for (let n = from; ; n++) await log.append([wordy(n)])
    }
    await expect(fill(0)).rejects.toMatchObject({ code: 'rate-limited', retry: 'later' })
    const unread = await log.unread()
    expect(unread).toBeGreaterThan(10)
    await using _ = log.consume(table.sink, { trimEvery: 50 as Millis })
    await untilRead(log)
    await expect.poll(() => log.append([wordy(9_000)]).then(() => 'taken', String)).toBe('taken')
    await untilRead(log)
    expect(await idsIn()).toHaveLength(unread + 1)
  })

  it('stores a message once that is published again, also when it has been read and forgotten', async () => {
    await using carrier = await transport()
    const message = { key: 'k', body: Uint8Array.of(1) }
    const last = async () => (await carrier.shards()).reduce((sum, { last: at }) => sum + at, 0)
    await carrier.write(0, message)
    await carrier.write(0, message)
    expect(await last()).toBe(1)
    await carrier.write(0, { ...message, key: 'other' })
    for (const { shard, last: at } of await carrier.shards())
      if (at > 0) await carrier.forget(shard, 1)
    await carrier.write(0, message)
    expect(await last()).toBe(2)
  })

  it('keeps its streams when it is opened with other bounds, and reads those of a wider spread', async () => {
    const shards = async () => {
      await using carrier = await transport()
      return (await carrier.shards())
        .map(({ shard }) => shard)
        .filter((shard) => /-[01]@/.test(shard))
    }
    await using wide = await open({ shards: 6 })
    await wide.append(Array.from({ length: 100 }, (_, n) => wordy(n)))
    const before = await shards()
    await using log = await open({ mostBytes: 2 ** 25, maxAge: minutes(60) })
    expect(await shards()).toEqual(before)
    await using _ = log.consume(table.sink)
    await untilRead(log)
    expect(await idsIn()).toHaveLength(100)
  })

  it('says so when its streams are not what it needs', async () => {
    const connection = await connect({ servers: new URL(nats.url).host })
    const manager = await jetstreamManager(connection)
    const subjects = [`${name}.events.0`]
    await manager.streams.add({ name: `${name}-0`, subjects, storage: StorageType.Memory })
    await expect(open()).rejects.toMatchObject({ name: 'Failure', retry: 'never' })
    await connection.close()
  })

  it('stops at a message that it cannot read, says so, and goes on when that is gone', async () => {
    await using log = await open({ shards: 1 })
    const connection = await connect({ servers: new URL(nats.url).host })
    await jetstream(connection).publish(`${name}.events.0`, Uint8Array.of(77, 1))
    await log.append([wordy(1)])
    const trouble = Promise.withResolvers<unknown>()
    await using _ = log.consume(table.sink, { onTrouble: trouble.resolve })
    expect(await trouble.promise).toMatchObject({ code: 'conflict', message: /format 77/ })
    expect(await log.unread()).toBe(2)
    await (await jetstreamManager(connection)).streams.deleteMessage(`${name}-0`, 1)
    await untilRead(log)
    expect(await idsIn()).toEqual([id(1)])
    await connection.close()
  })

  it.each([
    ['fewer', 3],
    ['more', 50],
  ])(
    'reads what comes after its server lost its end, be it %s than was lost',
    async (_title, after) => {
      await using server = await openNats()
      const kept = join(dir, `kept-${name}`)
      await using log = await open({ url: server.url, shards: 1 })
      const append = async (from: number, count: number) => {
        for (let n = from; n < from + count; n++) await log.append([wordy(n)])
      }
      await append(0, 10)
      await server.kill()
      await cp(server.dir, kept, { recursive: true })
      await server.restart()
      await append(100, 20)
      {
        await using _ = log.consume(table.sink)
        await untilRead(log)
      }
      await server.kill()
      await rm(server.dir, { recursive: true })
      await cp(kept, server.dir, { recursive: true })
      await server.restart()
      await append(200, after)
      const troubles: string[] = []
      await using _ = log.consume(table.sink, { onTrouble: (t) => troubles.push(String(t)) })
      await expect.poll(async () => (await idsIn()).length, { timeout: 5_000 }).toBe(30 + after)
      expect(await table.count()).toMatchObject({ rows: 30 + after, unique: 30 + after })
      expect(troubles).toEqual([expect.stringContaining('has lost its end')])
    },
    60_000,
  )

  it('says so when messages are gone that were being carried, and does not go on without them', async () => {
    await using log = await open({ shards: 1 })
    await log.append([wordy(1)])
    const crashing = { ...table.sink, insert: () => Promise.reject(new Error('crash')) }
    const crash = Promise.withResolvers<unknown>()
    {
      await using _ = log.consume(crashing, { onTrouble: crash.resolve })
      await crash.promise
    }
    const connection = await connect({ servers: new URL(nats.url).host })
    await (await jetstreamManager(connection)).streams.delete(`${name}-0`)
    await connection.close()
    await using again = await open({ shards: 1 })
    await again.append([wordy(2)])
    const trouble = Promise.withResolvers<unknown>()
    await using _ = again.consume(table.sink, { onTrouble: trouble.resolve })
    expect(await trouble.promise).toMatchObject({
      code: 'conflict',
      message: /not in the log “log/,
    })
    expect(await idsIn()).toEqual([])
  })

  it('is taken over when the connection to the records is lost, and nothing is there twice', async () => {
    await using one = await open()
    await using two = await open()
    await using readers = new AsyncDisposableStack()
    for (const log of [one, two]) readers.use(log.consume(table.sink, { mostRows: 10 }))
    const appending = (async () => {
      for (let n = 0; n < 300; n++) await one.append([wordy(n)])
    })()
    for (let i = 0; i < 3; i++) {
      await sleep(300)
      await records.logLedgers.hold('other', async () => {}) // the pool still lends
      await endHolders(records.url)
    }
    await appending
    await untilRead(one)
    expect(await table.count()).toMatchObject({ rows: 300, unique: 300, span: 300 })
  }, 60_000)

  it('is not shared with another installation that calls its log the same', async () => {
    await using _ = await open()
    const others = { ...records, installationId: 'another' }
    await expect(open({ records: others })).rejects.toMatchObject({
      code: 'conflict',
      retry: 'never',
      message: expect.stringContaining(`as in nats://host:4222/${name}-2`),
    })
    await (await open())[Symbol.asyncDispose]()
  })

  it('is a sentence when nobody answers, and does not tell the password', async () => {
    await using locked = await openNats(['--user', 'ann', '--pass', 'right'])
    const at = (credentials: string) => ({ url: locked.url.replace('//', `//${credentials}@`) })
    await using _ = await open(at('ann:right'))
    const refused = await open(at('ann:wrong-secret')).catch((error: unknown) => error)
    expect(refused).toMatchObject({ name: 'Failure', code: 'unavailable' })
    expect(String(refused)).not.toContain('wrong-secret')
    await expect(open({ url: 'nats://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'unavailable',
      retry: 'later',
    })
    await expect(open({ name: 'a.b' })).rejects.toMatchObject({ code: 'invalid' })
  })
})

/** As an operator would, or a network: ends the sessions that hold a log's lock. */
async function endHolders(url: string) {
  const { Client } = await import('pg')
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid != pg_backend_pid()`,
  )
  await client.end()
}
