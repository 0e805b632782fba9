import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoredEvent } from '@airgraph/domain/event.ts'
import { seconds } from '@airgraph/domain/units.ts'
import { sql, str, uint } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEventLog } from '../log/create-event-log.ts'
import type { EventLog, LogSink } from '../log/event-log.ts'
import { openJetStream } from '../log/jetstream/transport.ts'
import { cannotRun, openNats } from '../log/testing-nats.ts'
import type { LogLedgers } from '../records/log-ledger.ts'
import { openRecords, type Records } from '../records/open.ts'
import type { StoreOfLog } from './event-store.ts'
import { openEventStore } from './open.ts'
import { anEvent, id } from './testing.ts'
import { throughLog } from './through-log.ts'

/** The process is gone: whatever comes after this never happens. */
class Crash extends Error {}

/** Gives each step to be taken; so many are, and the last of them is the last or is never begun. */
function createFuse(left: number, after: boolean) {
  return async <T>(step: () => Promise<T>): Promise<T> => {
    if (left < 0) throw new Crash()
    left -= 1
    if (left < 0 && !after) throw new Crash()
    const done = await step()
    if (left < 0) throw new Crash()
    return done
  }
}
type Fuse = ReturnType<typeof createFuse>

describe.skipIf(cannotRun)('an event store behind a log', () => {
  let dir = ''
  let records: Records
  let store: StoreOfLog
  let nats: Awaited<ReturnType<typeof openNats>>
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'airgraph-through-'))
    records = await openRecords({ dir: join(dir, 'records') })
    store = await openEventStore({ dir: join(dir, 'events') }, { sequence: records.openSequencer })
    nats = await openNats()
  }, 60_000)
  afterAll(async () => {
    await nats?.[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
    await records[Symbol.asyncDispose]()
    await rm(dir, { recursive: true, force: true })
  })

  const openLog = async (name: string, ledgers: Pick<LogLedgers, 'peek' | 'hold'>) => {
    const patience = seconds(5)
    const owner = 'Airgraph test'
    const at = { url: nats.url, name, owner, shards: 2, replicas: 1, mostBytes: 2 ** 24, patience }
    return createEventLog({ transport: await openJetStream(at), ledgers })
  }
  const behind = (log: EventLog) =>
    throughLog({ store, log, committedSeq: () => records.committedSeq() })
  const events = (workspaceId: string, from: number, count: number) =>
    Array.from({ length: count }, (_, n) =>
      anEvent({ workspaceId, eventId: id(from + n), contactId: id(from + n) }),
    )
  const storedUpTo = async (seq: number) => {
    const { rows } = await store.query(sql`
      SELECT count() AS n, uniqExact(seq) AS places FROM recent_events WHERE seq <= ${uint(seq)}`)
    return { rows: Number(rows[0]?.['n']), places: Number(rows[0]?.['places']) }
  }
  const revisionsOf = async (workspaceId: string) => {
    const { rows } = await store.query(sql`
      SELECT revision, count() AS n, uniqExact(event_id) AS different FROM recent_events
      WHERE workspace_id = ${str(workspaceId)} GROUP BY revision ORDER BY revision`)
    return rows.map((row) => [row['revision'], row['n'], row['different']].map(Number))
  }

  it('goes on in the places where processes took turns before, which are refused from then on', async () => {
    const { seq: before } = await store.append(events('turns', 0, 3))
    expect(await records.numberingLog()).toBeNull()
    await using log = await openLog('first', records.logLedgers)
    const logged = behind(log)
    await using _ = logged.carry(() => {})
    const heard: StoredEvent[] = []
    logged.onCommit((committed) => heard.push(...committed))
    expect(await logged.append(events('log', 0, 4))).toEqual({ seq: null })
    await logged.allCommitted()
    expect(logged.seq).toBe((before ?? 0) + 4)
    expect(await records.committedSeq()).toBe(logged.seq)
    await expect.poll(() => store.seq).toBe(logged.seq)
    expect(heard.map(({ seq }) => seq)).toEqual([1, 2, 3, 4].map((n) => (before ?? 0) + n))
    expect(await records.numberingLog()).toBe('first')
    await expect(store.append(events('turns', 3, 1))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('start it with LOG_URL'),
    })
    expect(await storedUpTo(logged.seq)).toEqual({ rows: logged.seq, places: logged.seq })
  })

  it('has committed what it has rewritten', async () => {
    await using log = await openLog('rewriting', records.logLedgers)
    const logged = behind(log)
    await using _ = logged.carry(() => {})
    const [event] = events('rewritten', 0, 1)
    const revised = { ...event, seq: 0, revision: 1, deleted: false, name: 'new' } as StoredEvent
    await logged.rewrite([revised])
    expect(await revisionsOf('rewritten')).toEqual([[1, 1, 1]])
    expect(logged.seq).toBe(await records.committedSeq())
  })

  it('gives no places any more when another log does', async () => {
    await records.logLedgers.hold('old', async (ledger) => {
      const state = await ledger.read()
      await ledger.write(state)
      await records.logLedgers.hold('new', async (other) => other.write(await other.read()))
      await expect(ledger.write({ ...state, seq: state.seq + 9 })).rejects.toMatchObject({
        code: 'conflict',
      })
      expect(await records.committedSeq()).toBe(state.seq)
      expect((await records.logLedgers.peek('old')).seq).toBe(state.seq)
    })
  })

  it('says that it has not, where nobody carries', async () => {
    await using log = await openLog('idle', records.logLedgers)
    await log.append(events('idle', 0, 1))
    await expect(behind(log).allCommitted(AbortSignal.timeout(200))).rejects.toMatchObject({
      code: 'unavailable',
      retry: 'later',
    })
    const before = new Date()
    expect((await log.carriedUpTo()).getTime()).toBeLessThan(before.getTime())
    await using _ = behind(log).carry(() => {})
    await log.carried()
    expect((await log.carriedUpTo()).getTime()).toBeGreaterThanOrEqual(before.getTime())
  })

  /** Each thing that a carrying process does to the world. */
  const dying = (fuse: Fuse) => {
    const ledgers: LogLedgers = {
      ...records.logLedgers,
      hold: (name, work) =>
        records.logLedgers.hold(name, (ledger) =>
          work({
            read: () => fuse(() => ledger.read()),
            write: (state) => fuse(() => ledger.write(state)),
          }),
        ),
    }
    const sink: LogSink = {
      begin: () => fuse(() => store.sink.begin()),
      insert: (...call) => fuse(() => store.sink.insert(...call)),
      stored: (places) => fuse(() => store.sink.stored(places)),
      tail: () => fuse(() => store.sink.tail()),
    }
    return { ledgers, sink }
  }

  /** Carries until it dies, or is through. Whether it died. */
  async function carryUntilDead(name: string, fuse: Fuse): Promise<boolean> {
    const { ledgers, sink } = dying(fuse)
    await using log = await openLog(name, ledgers)
    const died = Promise.withResolvers<true>()
    await using _ = log.consume(sink, { mostRows: 5, onTrouble: () => died.resolve(true) })
    return await Promise.race([died.promise, log.carried().then(() => false)])
  }

  describe.each([
    ['before', false],
    ['after', true],
  ])('whose process ends %s a step', (when, after) => {
    it('has everything once in its place when the next has carried it, whichever step it was', async () => {
      let step = 0
      for (let hasDied = true; hasDied; step++) {
        const name = `crash-${when}-${step}`
        await using log = await openLog(name, records.logLedgers)
        const all = events(name, 0, 12)
        for (const some of [all.slice(0, 6), all.slice(6)]) await log.append(some)
        await log.append([{ ...all[0], seq: 0, revision: 1, deleted: false } as StoredEvent])
        hasDied = await carryUntilDead(name, createFuse(step, after))
        const committed = await records.committedSeq()
        expect(await storedUpTo(committed), `step ${step}`).toEqual({
          rows: committed,
          places: committed,
        })
        const logged = behind(log)
        await using _ = logged.carry(() => {})
        await logged.allCommitted()
        const { seq } = logged
        expect(await storedUpTo(seq), `step ${step}`).toEqual({ rows: seq, places: seq })
        expect(await revisionsOf(name), `step ${step}`).toEqual([
          [0, 12, 12],
          [1, 1, 1],
        ])
      }
      expect(step).toBeGreaterThan(8)
    }, 120_000)
  })
})
