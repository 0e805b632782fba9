import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer } from '@airgraph/domain/answer.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Asked } from '@airgraph/domain/question.ts'
import type { KeyScope } from '@airgraph/domain/scope.ts'
import { seconds } from '@airgraph/domain/units.ts'
import type { InjectOptions } from 'fastify'
import { readConfig } from './config.ts'
import { createLog } from './log.ts'
import { openServer } from './open-server.ts'

const operatorToken = 'the-operator'

/** A whole Airgraph on real engines in a folder of its own. One at a time in a process: there is one event engine. */
export async function openTestServer({
  sample = false,
  ...env
}: { readonly sample?: boolean } & Readonly<Record<Uppercase<string>, string>> = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'airgraph-server-'))
  const config = readConfig({
    DATA_DIR: dir,
    SAMPLE: sample ? 'yes' : 'no',
    LOG_LEVEL: 'error',
    ...env,
  })
  const server = await openServer({
    config,
    operatorToken,
    log: createLog('error'),
    patience: seconds(30),
  })
  const { events } = server
  if (events === null) throw new Error('it has no event store')
  return {
    ...server,
    events,
    dir,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

export type TestServer = Awaited<ReturnType<typeof openTestServer>>

/** A tenant with a key for everything, and the words to use it. */
export async function openTenant({ app, records }: TestServer, id: string) {
  const workspaceId = id as WorkspaceId
  await records.workspaces.create({
    workspaceId,
    name: id,
    timeZone: 'UTC',
    currency: 'EUR',
    weekStart: 'monday',
    sample: false,
  })
  const keyWith = async (...scopes: KeyScope[]) =>
    (await records.keys.create({ workspaceId, name: 'test', scopes, expiresAt: null })).secret
  const admin = await keyWith('admin')

  const call = async (options: InjectOptions, key = admin) => {
    const response = await app.inject({
      ...options,
      headers: { authorization: `Bearer ${key}`, ...options.headers },
    })
    return { status: response.statusCode, headers: response.headers, body: parsed(response.body) }
  }
  return {
    workspaceId,
    keyWith,
    call,
    post: (events: unknown, headers: Record<string, string> = {}) =>
      call({
        method: 'POST',
        url: '/v1/events',
        headers: { 'content-type': 'application/json', ...headers },
        payload: typeof events === 'string' ? events : JSON.stringify(events),
      }),
    async ask(question: Asked): Promise<Answer> {
      const { status, body } = await call({ method: 'POST', url: '/v1/ask', payload: question })
      if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`)
      return body as Answer
    },
  }
}

export type Tenant = Awaited<ReturnType<typeof openTenant>>

/** JSON, or the text as it is. */
export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The numbers of a question without splits, by metric. */
export async function numbers(
  tenant: Tenant,
  ...metrics: Extract<Asked, { type: 'metrics' }>['metrics']
) {
  const answer = await tenant.ask({
    type: 'metrics',
    metrics,
    from: '2026-01-01',
    to: '2027-01-01',
  })
  if (answer.type !== 'metrics') throw new Error('not metrics')
  const [row] = answer.rows
  return Object.fromEntries(metrics.map((metric) => [metric, row?.values[metric]?.value ?? null]))
}

/** A message's life, in our vocabulary: `story('m1', 'ann@example.com', 'sent', 'delivered', 'opened')`, twenty minutes apart. */
export const story = (messageId: string, email: string, ...kinds: string[]) =>
  kinds.map((kind, i) => ({
    eventId: `${messageId}-${i}-${kind}`,
    kind,
    occurredAt: new Date(Date.UTC(2026, 5, 1, 9, i * 20)).toISOString(),
    email,
    messageId,
    campaignId: 'autumn',
  }))
