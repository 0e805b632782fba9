import type { MailEvent, StoredEvent } from '@airgraph/domain/event.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anEvent, id } from '../events/testing.ts'
import type { EventLog, LogSink } from './event-log.ts'
import { type Table, untilRead } from './testing.ts'

interface Opened extends AsyncDisposable {
  readonly table: Table
  /** Another connection to the same log, as from another process. */
  connect(): Promise<EventLog>
}

const inWorkspace = (workspaceId: string, from: number, count: number): MailEvent[] =>
  Array.from({ length: count }, (_, n) =>
    anEvent({ workspaceId, eventId: id(from + n), contactId: id((from + n) % 97) }),
  )
const idsOf = (events: readonly MailEvent[]) => events.map(({ eventId }) => eventId).toSorted()

/** What every event log does, whatever carries it. */
export const eventLogContract = (title: string, open: () => Promise<Opened>) =>
  describe(`${title} is an event log`, () => {
    let opened: Opened
    let log: EventLog
    let sink: LogSink
    beforeAll(async () => {
      opened = await open()
      sink = opened.table.sink
      log = await opened.connect()
    })
    afterAll(async () => {
      await log[Symbol.asyncDispose]()
      await opened[Symbol.asyncDispose]()
    })

    const readAll = async () => {
      await using _ = log.consume(sink)
      await untilRead(log)
    }
    /** What has come in of a workspace when everything has been read. */
    const carriedOf = async (workspaceId: string) => {
      await readAll()
      return (await opened.table.events()).filter((event) => event.workspaceId === workspaceId)
    }

    it('gives back what it was given', async () => {
      const whole = anEvent({
        workspaceId: 'whole',
        occurredAt: new Date(1_762_000_000_123),
        userAgent: '',
        flags: ['machine-open'],
        properties: { 'a "b"': 'ü', n: 0.1, yes: true },
        raw: '\u0000',
      })
      await log.append([whole])
      expect(await carriedOf('whole')).toEqual([
        { ...whole, seq: expect.any(Number), revision: 0, deleted: false },
      ])
    })

    it('keeps revisions, and numbers them anew', async () => {
      const revised: StoredEvent = {
        ...anEvent({ workspaceId: 'revised' }),
        seq: 1,
        revision: 2,
        deleted: true,
      }
      await log.append([anEvent({ workspaceId: 'revised' }), revised])
      expect(await carriedOf('revised')).toMatchObject([
        { revision: 0, deleted: false },
        { revision: 2, deleted: true },
      ])
    })

    it('takes nothing, and an append of thousands', async () => {
      await log.append([])
      const events = inWorkspace('many', 0, 5_000)
      await log.append(events)
      expect(idsOf(await carriedOf('many'))).toEqual(idsOf(events))
    })

    it('makes one of the same append twice', async () => {
      const events = inWorkspace('twice', 0, 300)
      await Promise.all([log.append(events), log.append(events)])
      await log.append(events)
      expect(idsOf(await carriedOf('twice'))).toEqual(idsOf(events))
    })

    it('makes one of an event that is repeated among others, and of one in an append twice', async () => {
      await log.append(inWorkspace('among', 0, 300))
      await log.append([...inWorkspace('among', 200, 300), ...inWorkspace('among', 499, 1)])
      expect(idsOf(await carriedOf('among'))).toEqual(idsOf(inWorkspace('among', 0, 500)))
    })

    it('keeps the first of repeats that contradict each other', async () => {
      await log.append([anEvent({ workspaceId: 'first', campaignId: 'one', contactId: id(1) })])
      await readAll()
      await log.append([anEvent({ workspaceId: 'first', campaignId: 'two', contactId: id(2) })])
      expect((await carriedOf('first')).map(({ campaignId }) => campaignId)).toEqual(['one'])
    })

    it('knows workspaces apart that have events of the same id', async () => {
      await log.append([anEvent({ workspaceId: 'a1' }), anEvent({ workspaceId: 'a2' })])
      expect(await carriedOf('a1')).toHaveLength(1)
      expect(await carriedOf('a2')).toHaveLength(1)
    })

    it('numbers without a gap', async () => {
      await readAll()
      const places = (await opened.table.events()).map(({ seq }) => seq)
      expect(places).toEqual(places.map((_, i) => i + 1))
    })

    it('has one reader at a time; another takes over', async () => {
      await using second = await opened.connect()
      const readers: string[] = []
      const as = (reader: string): LogSink => ({
        ...sink,
        async insert(events, options) {
          readers.push(...events.map(() => reader))
          await sink.insert(events, options)
        },
      })
      const events = inWorkspace('over', 0, 400)
      await using two = new AsyncDisposableStack()
      {
        await using _ = log.consume(as('one'))
        await log.append(events.slice(0, 100))
        await untilRead(log)
        two.use(second.consume(as('two')))
        await log.append(events.slice(100, 200))
        await untilRead(log)
      }
      await log.append(events.slice(200))
      await untilRead(log)
      expect(readers).toEqual([...Array(200).fill('one'), ...Array(200).fill('two')])
    })

    it('tells when what is in it has been carried', async () => {
      await log.append(inWorkspace('awaited', 0, 50))
      await expect(log.carried(AbortSignal.timeout(100))).rejects.toThrow('aborted')
      await using second = await opened.connect()
      await using _ = log.consume(sink)
      await second.carried()
      const events = await opened.table.events()
      expect(events.filter(({ workspaceId }) => workspaceId === 'awaited')).toHaveLength(50)
    })

    it('tries again what the sink refused', async () => {
      const troubles: unknown[] = []
      let refusals = 2
      const refusing: LogSink = {
        ...sink,
        async insert(events, options) {
          if (refusals-- > 0) throw new Error('full')
          await sink.insert(events, options)
        },
      }
      await log.append(inWorkspace('refused', 0, 50))
      {
        await using _ = log.consume(refusing, { onTrouble: (trouble) => troubles.push(trouble) })
        await untilRead(log)
      }
      expect(await carriedOf('refused')).toHaveLength(50)
      expect(troubles).toEqual([new Error('full'), new Error('full')])
    })

    it('refuses an event that no message holds', async () => {
      const big = Array.from({ length: 60_000 }, () => crypto.randomUUID()).join()
      await expect(log.append([anEvent({ raw: big })])).rejects.toMatchObject({
        code: 'too-large',
        retry: 'never',
      })
      await log.append([anEvent({ workspaceId: 'after', raw: 'small' })])
      expect(await carriedOf('after')).toHaveLength(1)
    })
  })
