import { setTimeout as sleep } from 'node:timers/promises'
import { postAsk } from '@airgraph/contract/ask.ts'
import { postEvents } from '@airgraph/contract/events.ts'
import { createKey } from '@airgraph/contract/keys.ts'
import { createWorkspace } from '@airgraph/contract/workspaces.ts'
import type { Answer } from '@airgraph/domain/answer.ts'
import type { MetricName } from '@airgraph/domain/question.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Api } from '../cli/api.ts'
import { openFolder, start, type Started } from './testing.ts'

const rounds = 20
const senders = 4
const inBatch = 25

type Batch = readonly Readonly<Record<string, unknown>>[]

/** Each message is sent, delivered, opened and bought from; its buyer is known by two names, linked in passing. */
function batchOf(number: number): Batch {
  return Array.from({ length: inBatch }, (_, i) => {
    const message = `${number}-${Math.floor(i / 5)}`
    const kind = ['sent', 'delivered', 'opened', 'converted', 'visited'][i % 5] ?? 'sent'
    const named = kind !== 'converted'
    return {
      eventId: `${message}-${kind}`,
      kind,
      occurredAt: Date.UTC(2026, 5, 1, 9, (i % 5) * 20),
      ...(named && { email: `p${number % 50}@example.com`, messageId: message }),
      ...(kind !== 'sent' && { externalId: `c${number % 50}` }),
      ...(kind === 'converted' && { amount: 100 }),
    }
  })
}

async function numbers(api: Api, ...metrics: MetricName[]) {
  const answer: Answer = await api(postAsk, {
    body: { type: 'metrics', metrics, engagement: 'all', from: '2026-01-01', to: '2027-01-01' },
  })
  const [row] = answer.type === 'metrics' ? answer.rows : []
  return Object.fromEntries(metrics.map((metric) => [metric, row?.values[metric]?.value]))
}

describe('an Airgraph that is killed', () => {
  let folder: Awaited<ReturnType<typeof openFolder>>
  let key = ''
  let server: Started
  beforeAll(async () => {
    folder = await openFolder()
    server = await start(folder.dir)
    await server.api(createWorkspace, {
      body: { workspaceId: 'acme', name: 'Acme', timeZone: 'UTC', currency: 'EUR' },
    })
    const operator = { 'x-airgraph-workspace': 'acme' }
    const made = await server.api(createKey, { body: { scopes: ['admin'] }, headers: operator })
    key = made.secret
  }, 60_000)
  afterAll(async () => {
    await server.end('SIGINT')
    await folder[Symbol.asyncDispose]()
  }, 60_000)

  it(`${rounds} times amid requests loses nothing acknowledged and counts nothing twice`, async () => {
    const acknowledged = new Set<number>()
    const unsure = new Set<number>()
    let next = 0
    const post = async (number: number) => {
      unsure.add(number)
      await server.as(key)(postEvents, {
        query: { source: 'api' },
        bytes: JSON.stringify(batchOf(number)),
      })
      unsure.delete(number)
      acknowledged.add(number)
    }
    const untilKilled = async () => {
      for (;;) {
        const again = [...unsure][Math.floor(next / senders) % (unsure.size + 4)]
        await post(again ?? next++)
      }
    }
    const messages = (batches: number) => (batches * inBatch) / 5

    for (let round = 1; round <= rounds; round++) {
      const sending = Array.from({ length: senders }, () => untilKilled().catch(() => {}))
      await sleep(50 + ((round * 137) % 450))
      await server.end('SIGKILL')
      await Promise.all(sending)
      server = await start(folder.dir)
      const { conversions } = await numbers(server.as(key), 'conversions')
      expect(conversions, `after round ${round}`).toBeGreaterThanOrEqual(
        messages(acknowledged.size),
      )
      expect(conversions).toBeLessThanOrEqual(messages(acknowledged.size + unsure.size))
    }
    await Promise.all([...unsure].map(post))

    const all = messages(acknowledged.size)
    expect(acknowledged.size).toBeGreaterThan(rounds)
    await expect
      .poll(() => numbers(server.as(key), 'sent', 'delivered', 'opens', 'conversions', 'revenue'), {
        timeout: 20_000,
      })
      .toEqual({ sent: all, delivered: all, opens: all, conversions: all, revenue: all * 100 })
  }, 300_000)
})
