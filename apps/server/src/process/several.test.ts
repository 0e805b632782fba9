import { setTimeout as sleep } from 'node:timers/promises'
import { openGateway } from '@airgraph/store/events/testing-gateway.ts'
import { openTestPostgres } from '@airgraph/store/records/testing-postgres.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, openFolder, start, type Started } from './testing.ts'

const operatorToken = 'the-operator-of-all-processes'

let postgres: Awaited<ReturnType<typeof openTestPostgres>>
let clickhouse: Awaited<ReturnType<typeof openGateway>>
let folders: readonly Awaited<ReturnType<typeof openFolder>>[] = []
/** Two that take events and answer, one that judges. */
let one: Started
let two: Started
let worker: Started

const open = (n: number, roles: string) =>
  start(folders[n]?.dir ?? '', {
    ROLES: roles,
    DATABASE_URL: postgres.url,
    CLICKHOUSE_URL: clickhouse.url,
    OPERATOR_TOKEN: operatorToken,
    LOG_LEVEL: 'info',
  })

beforeAll(async () => {
  postgres = await openTestPostgres()
  clickhouse = await openGateway()
  folders = await Promise.all(Array.from({ length: 4 }, openFolder))
  ;[one, two, worker] = await Promise.all([
    open(0, 'web,ingest'),
    open(1, 'web,ingest'),
    open(2, 'worker'),
  ])
  await call(one, 'POST', '/v1/workspaces', {
    body: { workspaceId: 'w1', name: 'W', timeZone: 'UTC', currency: 'EUR', weekStart: 'monday' },
  })
}, 120_000)
afterAll(async () => {
  for (const server of [one, two, worker]) await server?.end('SIGTERM')
  await clickhouse?.[Symbol.asyncDispose]()
  await postgres?.[Symbol.asyncDispose]()
  await Promise.all(folders.map((folder) => folder[Symbol.asyncDispose]()))
}, 60_000)

interface Sent {
  readonly body?: unknown
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
}

async function call(
  { url }: Pick<Started, 'url'>,
  method: string,
  path: string,
  { body, key = operatorToken, headers = {} }: Sent = {},
) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'x-airgraph-workspace': 'w1',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text) as Record<string, unknown> }
}

const event = (eventId: string, over: object = {}) => ({
  eventId,
  kind: 'sent',
  occurredAt: '2026-06-01T09:00:00Z',
  email: 'ann@example.com',
  messageId: eventId,
  ...over,
})
const soon = { timeout: 20_000, interval: 50 }

describe('roles', () => {
  it('are each served where they are, and elsewhere a sentence says where', async () => {
    for (const [method, path, role] of [
      ['POST', '/v1/ask', 'web'],
      ['GET', '/', 'web'],
      ['GET', '/openapi.json', 'web'],
      ['GET', '/v1/live', 'web'],
      ['DELETE', '/v1/keys/k1', 'web'],
      ['POST', '/v1/events', 'ingest'],
      ['POST', '/hooks/hook_x', 'ingest'],
    ] as const) {
      const { status, body } = await call(worker, method, path, { key: 'ag_nobody' })
      expect(status, path).toBe(404)
      expect(body['detail'], path).toContain(`by processes whose ROLES have “${role}”`)
    }
    for (const server of [one, two, worker])
      expect(await call(server, 'GET', '/readyz')).toMatchObject({ status: 200 })
    expect(await call(two, 'GET', '/v1/workspace')).toMatchObject({ status: 200 })
  })

  it.each([
    ['web,wroker', 'ROLES is “web,wroker”: expected web, ingest, worker, or some of them'],
    [',', 'ROLES is “,”: expected web, ingest, worker'],
    ['web', 'ROLES is “web”: where a store is embedded one process does everything.'],
  ])('that make no sense are a sentence: %s', async (roles, sentence) => {
    const launched = launch(folders[3]?.dir ?? '', { ROLES: roles })
    expect(await launched.exited).toBe(2)
    expect(launched.heard.err).toContain(sentence)
  })

  it('and so is an operator’s token that is too short, which is not repeated', async () => {
    const launched = launch(folders[3]?.dir ?? '', { OPERATOR_TOKEN: 'short-secret' })
    expect(await launched.exited).toBe(2)
    expect(launched.heard.err).toContain('OPERATOR_TOKEN: expected 24 or more')
    expect(launched.heard.err).not.toContain('short-secret')
  })
})

describe('what one process is told', () => {
  const newKey = async () =>
    (await call(one, 'POST', '/v1/keys', { body: { name: 'k', scopes: ['ask'] } })).body as {
      readonly keyId: string
      readonly secret: string
    }

  it('a key that was revoked there, another refuses within a second', async () => {
    const { keyId, secret } = await newKey()
    expect((await call(two, 'GET', '/v1/workspace', { key: secret })).status).toBe(200)
    await call(one, 'DELETE', `/v1/keys/${keyId}`)
    const status = async () => (await call(two, 'GET', '/v1/workspace', { key: secret })).status
    await expect.poll(status, { timeout: 1_000, interval: 50 }).toBe(401)
  })

  it('what is committed there, listeners of another hear within two seconds', async () => {
    const gone = new AbortController()
    const live = await fetch(`${two.url}/v1/live`, {
      headers: { authorization: `Bearer ${operatorToken}`, 'x-airgraph-workspace': 'w1' },
      signal: gone.signal,
    })
    const began = performance.now()
    await call(one, 'POST', '/v1/events', { body: [event('live-1', { kind: 'bounced' })] })
    let heard = ''
    for await (const chunk of live.body ?? []) {
      heard += Buffer.from(chunk).toString()
      if (heard.includes('data:')) break
    }
    expect(heard).toContain('"kinds":{"bounced":1}')
    expect(performance.now() - began).toBeLessThan(2_000)
    gone.abort()
  })

  it('a request with an Idempotency-Key is worked on once, wherever it is sent', async () => {
    const sent = { body: [event('once-1')], headers: { 'idempotency-key': 'k1' } }
    const answers = await Promise.all(
      [one, two, one, two].map((server) => call(server, 'POST', '/v1/events', sent)),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const other = await call(two, 'POST', '/v1/events', { ...sent, body: [event('once-2')] })
    expect(other.status).toBe(409)
  })

  it('a rejudgement that was asked for there is done by the worker, and seen everywhere', async () => {
    const { body } = await call(one, 'POST', '/v1/rejudge')
    const state = async () =>
      (await call(two, 'GET', `/v1/rejudge/${String(body['jobId'])}`)).body['state']
    await expect.poll(state, soon).toBe('done')
  })
})

describe('events', () => {
  const sent = async (server: Started) => {
    const { body } = await call(server, 'POST', '/v1/ask', {
      body: { type: 'metrics', metrics: ['sent'], from: '2026-01-01', to: '2027-01-01' },
    })
    const [row] = body['rows'] as { values: { sent: { value: number } } }[]
    return row?.values.sent.value
  }
  const post = (server: Started, name: string, email: (n: number) => object) =>
    call(server, 'POST', '/v1/events', {
      body: Array.from({ length: 20 }, (_, n) => event(`${name}-${n}`, email(n))),
    })

  it('that two processes take at the same moment are all counted, at once and anywhere', async () => {
    const before = (await sent(two)) ?? 0
    const batches = Array.from({ length: 20 }, (_, n) => n)
    await Promise.all(
      batches.map((b) =>
        post(b % 2 === 0 ? one : two, `all-${b}`, (n) => ({ email: `p${n}@example.com` })),
      ),
    )
    expect(await sent(one)).toBe(before + 400)
    for (const n of [1, 2, 3]) {
      await call(one, 'POST', '/v1/events', { body: [event(`each-${n}`)] })
      expect(await sent(two)).toBe(before + 400 + n)
    }
  })

  it('of people whom another process has linked meanwhile are one person’s', async () => {
    await Promise.all([
      post(one, 'linked', (n) => ({ email: `l${n}@example.com`, externalId: `l${n}` })),
      post(two, 'named', (n) => ({ email: undefined, externalId: `l${n}` })),
    ])
    const { body } = await call(two, 'POST', '/v1/ask', {
      body: { type: 'journey', contact: 'l7@example.com' },
    })
    expect(JSON.stringify(body)).toContain('linked-7')
    expect(JSON.stringify(body)).toContain('named-7')
  })
})

it('a worker that dies is replaced by another', async () => {
  const next = await open(3, 'worker')
  expect(worker.heard.err).toContain('this process is the one that works')
  await sleep(1_000)
  expect(next.heard.err).not.toContain('this process is the one that works')
  await worker.end('SIGKILL')
  await expect.poll(() => next.heard.err, soon).toContain('this process is the one that works')
  const { body } = await call(two, 'POST', '/v1/rejudge')
  const state = async () =>
    (await call(one, 'GET', `/v1/rejudge/${String(body['jobId'])}`)).body['state']
  await expect.poll(state, soon).toBe('done')
  worker = next
}, 60_000)
