import { seconds } from '@airgraph/domain/units.ts'
import { sql, str, strings, uint, uuids } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventStore } from './event-store.ts'
import { openEventStore } from './open.ts'
import { anEvent, id } from './testing.ts'
import { openGateway } from './testing-gateway.ts'

let gateway: Awaited<ReturnType<typeof openGateway>>
let store: EventStore
beforeAll(async () => {
  gateway = await openGateway({ progressEvery: 100 })
  store = await openEventStore({ url: gateway.url, requestTimeout: seconds(3) })
})
afterAll(async () => {
  await store[Symbol.asyncDispose]()
  await gateway[Symbol.asyncDispose]()
})

const one = sql`SELECT 1 AS one`
const isOne = /SELECT 1 AS one/
const isInsert = /INSERT INTO recent_events/
const stored = async (workspace: string) =>
  (
    await store.query(
      sql`SELECT count() AS n FROM recent_events WHERE workspace_id = ${str(workspace)}`,
    )
  ).rows
/** Asked again more often than anybody waits for. */
const always = 4
const rejected = async (work: Promise<unknown>) =>
  work.then(
    () => ({ code: 'nothing', message: '', retry: 'never' }),
    (error: unknown) => error as { code: string; message: string; retry: string },
  )

describe('over the wire', () => {
  it('inserts are compressed, and reads carry their limits', async () => {
    await store.append([anEvent({ workspaceId: 'packed', eventId: id(1) })])
    await store.query(one, { limits: { seconds: 7, memoryBytes: 1_000_000_000 } })
    expect(gateway.heard.find(({ query }) => query.startsWith('INSERT'))?.compressed).toBe(true)
    expect(gateway.heard.at(-1)?.settings).toMatchObject({
      final: '1',
      wait_end_of_query: '1',
      enable_http_compression: '1',
      max_execution_time: '7',
      max_memory_usage: '1000000000',
    })
  })

  it('values arrive as they are, also those that do not fit into an address', async () => {
    const hostile = `it's \\ "x" \t \n ü 😀 ; DROP TABLE events --`
    const many = Array.from({ length: 3_000 }, (_, n) => id(n))
    const { rows } = await store.query(
      sql`SELECT ${str(hostile)} AS word, ${strings([hostile])} AS words, length(${uuids(many)}) AS n`,
    )
    expect(rows).toEqual([{ word: hostile, words: [hostile], n: 3_000 }])
    expect(gateway.heard.at(-1)?.form).toBe(true)
  })

  it('says which limit a question ran into, also when the answer had its head', async () => {
    const long = sql`SELECT sum(cityHash64(number)) AS n FROM numbers(${uint(100_000_000_000)})`
    const error = await rejected(store.query(long, { limits: { seconds: 1 } }))
    expect(error).toMatchObject({ code: 'too-expensive' })
    expect(error.message).toContain('time limit')
  })

  it('takes the time that an answer takes which comes in pieces', async () => {
    gateway.next(isOne, { kind: 'trickle', pieces: 10, pause: 30 })
    expect((await store.query(one)).rows).toEqual([{ one: 1 }])
  })
})

describe('a broken line', () => {
  it.each(['before', 'during', 'after'] as const)(
    'is not seen by who asked: cut %s the answer',
    async (when) => {
      gateway.next(isOne, { kind: 'cut', when })
      expect((await store.query(one)).rows).toEqual([{ one: 1 }])
    },
  )

  it.each([502, 503, 504])('nor is a %i on the way', async (status) => {
    gateway.next(isOne, { kind: 'status', status })
    expect((await store.query(one)).rows).toEqual([{ one: 1 }])
  })

  it('is said in a sentence when it stays broken', async () => {
    for (let i = 0; i < always; i++) gateway.next(isOne, { kind: 'status', status: 502 })
    expect(await rejected(store.query(one))).toMatchObject({
      code: 'unavailable',
      message: 'The event store does not answer.',
      retry: 'later',
    })
    expect((await store.query(one)).rows).toEqual([{ one: 1 }])
  })

  it('is not waited for for ever, and a question that takes too long is not asked again', async () => {
    gateway.next(isOne, { kind: 'delay', milliseconds: 3_500 })
    const before = gateway.heard.length
    expect(await rejected(store.query(one))).toMatchObject({ code: 'unavailable', retry: 'later' })
    expect(gateway.heard.slice(before).filter(({ query }) => isOne.test(query))).toHaveLength(1)
  })
})

describe('an insert', () => {
  it('whose answer was lost is stored once, and acknowledged only then', async () => {
    gateway.next(isInsert, { kind: 'cut', when: 'after' })
    await store.append([anEvent({ workspaceId: 'lost-answer', eventId: id(2) })])
    const tokens = gateway.heard
      .filter(({ query }) => isInsert.test(query))
      .slice(-2)
      .map(({ settings }) => settings['insert_deduplication_token'])
    expect(tokens[0]).toBeTruthy()
    expect(tokens[1]).toBe(tokens[0])
    expect(await stored('lost-answer')).toEqual([{ n: 1 }])
  })

  it('that is not kept by enough replicas at first is repeated too', async () => {
    const unknown = { kind: 'exception', code: '319', type: 'UNKNOWN_STATUS_OF_INSERT' } as const
    gateway.next(isInsert, { ...unknown, when: 'after' })
    await store.append([anEvent({ workspaceId: 'quorum', eventId: id(4) })])
    expect(await stored('quorum')).toEqual([{ n: 1 }])
  })

  it('that never arrived is not acknowledged, and may come again', async () => {
    for (let i = 0; i < always; i++) gateway.next(isInsert, { kind: 'cut', when: 'before' })
    const event = anEvent({ workspaceId: 'never-arrived', eventId: id(3) })
    expect(await rejected(store.append([event]))).toMatchObject({ code: 'unavailable' })
    await store.append([event])
    expect(await stored('never-arrived')).toEqual([{ n: 1 }])
  })

  it('that is refused is not repeated', async () => {
    gateway.next(isInsert, {
      kind: 'exception',
      code: '243',
      type: 'NOT_ENOUGH_SPACE',
      when: 'before',
    })
    const before = gateway.heard.length
    const event = anEvent({ workspaceId: 'full', eventId: id(5) })
    expect(await rejected(store.append([event]))).toMatchObject({
      code: 'unavailable',
      message: 'The event store’s disk is full.',
    })
    expect(gateway.heard.slice(before)).toHaveLength(1)
  })
})

describe('what the server says', () => {
  it.each([
    ['202', 'TOO_MANY_SIMULTANEOUS_QUERIES', 'has too much to do'],
    ['279', 'ALL_CONNECTION_TRIES_FAILED', 'A part of the event store does not answer'],
    ['999', 'KEEPER_EXCEPTION', 'what keeps its replicas together is away'],
    ['285', 'TOO_FEW_LIVE_REPLICAS', 'Too few replicas'],
  ])('is tried again for a while, and then a sentence: %s %s', async (code, type, sentence) => {
    const trouble = { kind: 'exception', code, type, when: 'before' } as const
    gateway.next(isOne, trouble)
    expect((await store.query(one)).rows).toEqual([{ one: 1 }])
    for (let i = 0; i < always; i++) gateway.next(isOne, trouble)
    const error = await rejected(store.query(one))
    expect(error).toMatchObject({ code: 'unavailable', retry: 'later' })
    expect(error.message).toContain(sentence)
  })

  it('of an answer that it had begun is never taken for the answer', async () => {
    gateway.next(isOne, {
      kind: 'exception',
      code: '241',
      type: 'MEMORY_LIMIT_EXCEEDED',
      when: 'during',
    })
    expect(await rejected(store.query(one))).toMatchObject({ code: 'too-expensive' })
  })

  it('that is a fault of ours stays one', async () => {
    const error = await rejected(store.query(sql`SELECT nothing FROM nowhere`))
    expect(error).toMatchObject({ code: '60' })
  })
})

describe('what is at the URL', () => {
  it('is asked as the user whose name is in it, in the database that is in it', async () => {
    await using guarded = await openGateway({ user: { name: 'air', password: 'p@ss:/"' } })
    const at = (user: string, database = '') =>
      Object.assign(new URL(guarded.url), {
        username: user,
        password: encodeURIComponent('p@ss:/"'),
        pathname: `/${database}`,
      }).href
    await using own = await openEventStore({ url: at('air') })
    expect((await own.query(one)).rows).toEqual([{ one: 1 }])
    expect(await rejected(openEventStore({ url: at('eve') }))).toMatchObject({
      code: 'unavailable',
      message: 'The event store refuses the user and password in CLICKHOUSE_URL.',
    })
    expect(await rejected(openEventStore({ url: at('air', 'nowhere') }))).toMatchObject({
      code: 'unavailable',
      message: 'The event store has no database of the name that is in CLICKHOUSE_URL.',
    })
  })

  it('may be nothing', async () => {
    expect(await rejected(openEventStore({ url: 'http://127.0.0.1:1' }))).toMatchObject({
      code: 'unavailable',
      message: 'The event store does not answer.',
    })
  })

  it('may be a server that is in no such cluster', async () => {
    const error = await rejected(openEventStore({ url: gateway.url, cluster: 'nowhere' }))
    expect(error.message).toContain('knows no cluster of the name that is in CLICKHOUSE_CLUSTER')
  })
})

it('slow questions leave room for what comes in, and for ending them', async () => {
  await using narrow = await openEventStore({ url: gateway.url, connections: 1 })
  const gone = new AbortController()
  const endless = sql`SELECT sum(sipHash64(number)) AS n FROM numbers(${uint(100_000_000_000)})`
  const slow = rejected(narrow.query(endless, { signal: gone.signal }))
  await narrow.append([anEvent({ workspaceId: 'room', eventId: id(6) })])
  gone.abort()
  expect(await slow).toMatchObject({ code: 'cancelled' })
  expect((await narrow.query(one)).rows).toEqual([{ one: 1 }])
})

it('a question that was ended has nothing on its way: the store may be closed', async () => {
  gateway.next(/^KILL QUERY/, { kind: 'trickle', pieces: 8, pause: 100 })
  const endless = sql`SELECT sum(sipHash64(number)) AS n FROM numbers(${uint(100_000_000_000)})`
  const gone = new AbortController()
  const slow = rejected(store.query(endless, { signal: gone.signal }))
  await new Promise((resolve) => setTimeout(resolve, 200))
  const ended = performance.now()
  gone.abort()
  expect(await slow).toMatchObject({ code: 'cancelled' })
  expect(performance.now() - ended).toBeGreaterThan(700)
})
