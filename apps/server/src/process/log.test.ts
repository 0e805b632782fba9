import { setTimeout as sleep } from 'node:timers/promises'
import { openGateway } from '@airgraph/store/events/testing-gateway.ts'
import { cannotRun, openNats } from '@airgraph/store/log/testing-nats.ts'
import { openTestPostgres } from '@airgraph/store/records/testing-postgres.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, openFolder, start, type Started } from './testing.ts'

const operatorToken = 'the-operator-of-all-processes'
const leads = 'this process is the one that works'
const soon = { timeout: 20_000, interval: 50 }

describe.skipIf(cannotRun)('processes with a log between them and the event store', () => {
  let postgres: Awaited<ReturnType<typeof openTestPostgres>>
  let clickhouse: Awaited<ReturnType<typeof openGateway>>
  let nats: Awaited<ReturnType<typeof openNats>>
  let folders: readonly Awaited<ReturnType<typeof openFolder>>[] = []
  /** Two that take events, one that answers, two of which one works. */
  let takers: readonly Started[] = []
  let web: Started
  let workers: readonly Started[] = []

  const shared = (roles: string) => ({
    ROLES: roles,
    DATABASE_URL: postgres.url,
    LOG_URL: nats.url,
    LOG_GIGABYTES: '0.25',
    OPERATOR_TOKEN: operatorToken,
    LOG_LEVEL: 'info',
  })
  const folder = (n: number) => folders[n]?.dir ?? ''
  /** What only takes events is not told where the event store is. */
  const openTaker = (n: number, more = {}) => start(folder(n), { ...shared('ingest'), ...more })
  const open = (n: number, roles: string) =>
    start(folder(n), { ...shared(roles), CLICKHOUSE_URL: clickhouse.url })

  beforeAll(async () => {
    postgres = await openTestPostgres()
    clickhouse = await openGateway()
    nats = await openNats()
    folders = await Promise.all(Array.from({ length: 7 }, openFolder))
    const [one, two, answering, ...working] = await Promise.all([
      openTaker(0),
      openTaker(1),
      open(2, 'web'),
      open(3, 'worker'),
      open(4, 'worker'),
    ])
    takers = [one, two]
    web = answering
    workers = working
    await call(web, 'POST', '/v1/workspaces', {
      workspaceId: 'w1',
      name: 'W',
      timeZone: 'UTC',
      currency: 'EUR',
      weekStart: 'monday',
    })
  }, 120_000)
  afterAll(async () => {
    for (const server of [...takers, web, ...workers]) await server?.end('SIGTERM')
    await nats?.[Symbol.asyncDispose]()
    await clickhouse?.[Symbol.asyncDispose]()
    await postgres?.[Symbol.asyncDispose]()
    await Promise.all(folders.map((one) => one[Symbol.asyncDispose]()))
  }, 60_000)

  const [one, two] = [() => takers[0] as Started, () => takers[1] as Started]

  it('take events with nothing but the log and the records, and say that they have no place yet', async () => {
    const reply = await post(one(), [event('first')])
    expect(reply).toMatchObject({ status: 200, body: { accepted: 1, refused: [], seq: null } })
    expect(await call(one(), 'GET', '/readyz')).toMatchObject({
      status: 200,
      body: { status: 'ready', log: 'answers' },
    })
    expect(await sent(web)).toBe(1)
  })

  it('answer a question with what another has acknowledged before it', async () => {
    const before = (await sent(web)) ?? 0
    for (const n of [1, 2, 3]) {
      await post(n % 2 === 0 ? one() : two(), [event(`seen-${n}`)])
      expect(await sent(web)).toBe(before + n)
    }
  })

  it('tell listeners of what the worker has stored', async () => {
    const gone = new AbortController()
    const live = await fetch(`${web.url}/v1/live`, { headers, signal: gone.signal })
    await post(one(), [event('live', { kind: 'bounced' })])
    let heard = ''
    for await (const chunk of live.body ?? []) {
      heard += Buffer.from(chunk).toString()
      if (heard.includes('data:')) break
    }
    expect(heard).toContain('"kinds":{"bounced":1}')
    gone.abort()
  })

  it('erase a person whose events were in the log a moment before', async () => {
    const email = 'eve@example.com'
    const theirs = Array.from({ length: 20 }, (_, n) =>
      event(`eve-${n}`, { email, properties: { note: 'of eve' } }),
    )
    const before = (await sent(web)) ?? 0
    await post(two(), theirs)
    const erased = await call(web, 'POST', '/v1/contacts/erase', { contact: email })
    expect(erased).toMatchObject({ status: 200, body: { events: 20 } })
    expect(await sent(web)).toBe(before + 20)
    for (const table of ['recent_events', 'events'])
      expect(
        await rows(`SELECT count() AS n FROM ${table} WHERE properties LIKE '%of eve%'`),
      ).toEqual([{ n: 0 }])
    expect((await post(one(), theirs)).body).toMatchObject({ accepted: 0 })
  })

  it('judge anew, through the log', async () => {
    const of = { email: 'swept@example.com', messageId: 'swept' }
    const sweep = [
      event('swept', of),
      event('swept-in', { ...of, kind: 'delivered', occurredAt: '2026-06-01T09:01:00Z' }),
      ...['b', 'c', 'd', 'unsubscribe'].map((page) =>
        event(`swept-${page}`, {
          ...of,
          kind: 'clicked',
          url: `https://shop.example/${page}`,
          occurredAt: '2026-06-01T09:01:00Z',
        }),
      ),
    ]
    await post(one(), sweep)
    await sent(web) // judged by then
    const { body } = await call(web, 'POST', '/v1/rejudge')
    const state = async () =>
      (await call(web, 'GET', `/v1/rejudge/${String(body['jobId'])}`)).body['state']
    await expect.poll(state, soon).toBe('done')
    const [{ n }] = await rows(`SELECT count() AS n FROM recent_events WHERE revision > 0
      AND kind = 'clicked' AND engagement_class != ''`)
    expect(Number(n)).toBeGreaterThan(0)
  })

  it('count every acknowledged event once, though the worker is killed while it carries, and the log after it', async () => {
    const before = (await sent(web)) ?? 0
    const acknowledged: string[] = []
    const refused: number[] = []
    let isOver = false
    const sender = async (name: string, to: Started) => {
      for (let batch = 0; !isOver; batch++) {
        const events = Array.from({ length: 5 }, (_, n) => event(`${name}-${batch}-${n}`))
        for (let isTaken = false; !isTaken;) {
          const { status } = await post(to, events)
          isTaken = status === 200
          if (!isTaken) refused.push(status)
        }
        acknowledged.push(...events.map(({ eventId }) => eventId))
        await sleep(20)
      }
    }
    const sending = [one(), two()].flatMap((to, n) => [sender(`a${n}`, to), sender(`b${n}`, to)])
    await expect.poll(() => acknowledged.length, soon).toBeGreaterThan(100)

    const [first, second] = workers.toSorted((a, b) => rank(a) - rank(b))
    const inserts = () => clickhouse.heard.filter(({ query }) => intoLog.test(query)).length
    clickhouse.next(intoLog, { kind: 'delay', milliseconds: 2_000 }) // it arrives when its sender is dead
    const soFar = inserts()
    await expect.poll(inserts, soon).toBeGreaterThan(soFar)
    await first?.end('SIGKILL')
    await expect.poll(() => second?.heard.err, soon).toContain(leads)

    const taken = acknowledged.length
    await expect.poll(() => acknowledged.length, soon).toBeGreaterThan(taken + 50)
    await nats.kill()
    await sleep(500)
    await nats.restart()
    const after = acknowledged.length
    await expect.poll(() => acknowledged.length, soon).toBeGreaterThan(after + 50)
    isOver = true
    await Promise.all(sending)

    await expect.poll(() => sent(web), soon).toBe(before + acknowledged.length)
    expect(refused.every((status) => status === 503)).toBe(true)
    const [{ n, different }] = await rows(
      `SELECT count() AS n, uniqExact(event_id) AS different FROM recent_events WHERE revision = 0`,
    )
    expect(n).toBe(different)
    const [places] = await rows(
      `SELECT count() AS n, uniqExact(seq) AS different FROM recent_events`,
    )
    expect(places?.['n']).toBe(places?.['different'])
    workers = workers.filter((worker) => worker !== first)
  }, 60_000)

  it('take nothing while the log is away, say so, and answer as of when it was', async () => {
    const before = await sent(web)
    await nats.kill()
    const down = Date.now()
    const [reply, ready] = await Promise.all([
      post(one(), [event('down')]),
      call(one(), 'GET', '/readyz'),
    ])
    expect(reply.status).toBe(503)
    expect(reply.retryAfter).toBe('2')
    expect(reply.body['accepted']).toBeUndefined()
    expect(ready.status).toBe(503)
    expect(await call(web, 'GET', '/readyz')).toMatchObject({
      status: 200,
      body: { log: 'does not answer' },
    })
    const asked = await ask(web)
    expect(asked.value).toBe(before)
    expect(Date.parse(asked.asOf)).toBeLessThan(down)
    expect((await call(web, 'GET', '/v1/storage')).body).toMatchObject({
      behind: { carrying: null },
      warnings: [expect.stringContaining('log')],
    })
    await nats.restart()
    await expect.poll(async () => (await post(one(), [event('down')])).status, soon).toBe(200)
    await expect.poll(() => sent(web), soon).toBe((before ?? 0) + 1)
  }, 60_000)

  it('say how much of the log is not stored', async () => {
    for (const worker of workers) await worker.end('SIGTERM')
    await post(one(), [event('late')])
    const asked = Date.now()
    const metrics = await (await fetch(`${one().url}/metrics`)).text()
    expect(metrics).toContain('airgraph_log_waiting_messages 1\n')
    expect((await call(web, 'GET', '/v1/storage')).body).toMatchObject({ behind: { carrying: 1 } })
    expect(Date.parse((await ask(web)).asOf)).toBeLessThanOrEqual(asked)
    workers = [await open(3, 'worker')]
    const waiting = async () => (await call(web, 'GET', '/v1/storage')).body['behind']
    await expect.poll(waiting, soon).toMatchObject({ carrying: 0 })
  }, 60_000)

  it('refuse what a full log cannot hold', async () => {
    const small = await openTaker(5, { LOG_URL: `${nats.url}/small`, LOG_GIGABYTES: '0.001' })
    const properties = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [`p${n}`, crypto.randomUUID().repeat(6)]),
    )
    let reply = await post(small, [event('full')])
    for (let n = 0; n < 200 && reply.status === 200; n++)
      reply = await post(
        small,
        Array.from({ length: 20 }, (_, i) =>
          event(`full-${n}-${i}`, {
            email: `f${i}@example.com`,
            properties: { ...properties, own: crypto.randomUUID().repeat(6) },
          }),
        ),
      )
    expect(reply).toMatchObject({ status: 429, retryAfter: '2' })
    expect(reply.body['detail']).toContain('The log is full')
    await small.end('SIGTERM')
  }, 30_000)

  it('are not joined by one that knows no log, which would give the same places', async () => {
    const { LOG_URL: _, LOG_GIGABYTES: __, ...without } = shared('ingest')
    const launched = launch(folder(6), { ...without, CLICKHOUSE_URL: clickhouse.url })
    expect(await launched.exited).toBe(1)
    expect(launched.heard.err).toContain('go through the log “airgraph”: say where it is')
  }, 30_000)

  it('are not for a store that is embedded', async () => {
    const launched = launch(folder(6), { LOG_URL: nats.url })
    expect(await launched.exited).toBe(2)
    expect(launched.heard.err).toContain('LOG_URL: a log stands before stores that are elsewhere')
  })

  const rows = async (query: string) => {
    const response = await fetch(clickhouse.url, {
      method: 'POST',
      body: `${query} SETTINGS final = 1 FORMAT JSON`,
    })
    return ((await response.json()) as { data: [Record<string, string>] }).data
  }
})

const intoLog = /^INSERT INTO recent_events/
const rank = ({ heard }: Started) => (heard.err.includes(leads) ? 0 : 1)

const headers = { authorization: `Bearer ${operatorToken}`, 'x-airgraph-workspace': 'w1' }

async function call({ url }: Started, method: string, path: string, body?: unknown) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: JSON.parse(await response.text()) as Record<string, unknown>,
  }
}

const post = (server: Started, events: readonly object[]) =>
  call(server, 'POST', '/v1/events', events)

const event = (eventId: string, over: object = {}) => ({
  eventId,
  kind: 'sent',
  occurredAt: '2026-06-01T09:00:00Z',
  email: `${eventId.slice(0, 8)}@example.com`,
  messageId: eventId,
  ...over,
})

async function ask(server: Started) {
  const { body } = await call(server, 'POST', '/v1/ask', {
    type: 'metrics',
    metrics: ['sent'],
    from: '2026-01-01',
    to: '2027-01-01',
  })
  const [row] = body['rows'] as { values: { sent: { value: number } } }[]
  return { value: row?.values.sent.value, asOf: String(body['asOf']) }
}

const sent = async (server: Started) => (await ask(server)).value
