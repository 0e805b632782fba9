import { postEvents } from '@airgraph/contract/events.ts'
import { toInput } from '@airgraph/contract/to-input.ts'
import type { Answer } from '@airgraph/domain/answer.ts'
import { type Asked, metricNames } from '@airgraph/domain/question.ts'
import { simulate } from '@airgraph/simulate/simulate.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, openTestServer, type Tenant, type TestServer } from './testing.ts'

type Input = ReturnType<typeof toInput> & { readonly source: string }

/** A month of a small shop, as its senders told of it: late, twice, out of order. */
const told: readonly Input[] = [
  ...simulate({
    seed: 5,
    contacts: 120,
    from: new Date('2026-06-01'),
    to: new Date('2026-07-01'),
    campaignsPerWeek: 2,
    world: 'misspecified',
  }),
]
  .map(({ happening: { reported, source } }) => ({ ...toInput(reported), source }))
  .filter(({ email, externalId }) => email ?? externalId) // a visit of nobody is refused

const range = { from: '2026-05-01', to: '2026-08-01' } as const
const metrics = [...metricNames]
const engagements = ['opens', 'clicks', 'unique-opens', 'unique-clicks'] as const
const ofEvents = ['device', 'client', 'engagement', 'country'] as const
const ofMessages = ['campaign', 'stream', 'mailbox-provider', 'hour', 'weekday'] as const

const questions: readonly Asked[] = [
  { type: 'metrics', metrics, ...range },
  { type: 'metrics', metrics, ...range, engagement: 'all', countedBy: 'sent' },
  { type: 'metrics', metrics, ...range, engagement: 'machine', grain: 'week' },
  ...ofMessages.map((by): Asked => ({ type: 'metrics', metrics, ...range, by: [by] })),
  ...ofEvents.map((by): Asked => ({
    type: 'metrics',
    metrics: [...engagements],
    ...range,
    by: [by],
  })),
  { type: 'metrics', metrics: ['clicks', 'unique-clicks'], ...range, by: ['link'] },
  { type: 'funnel', ...range, by: ['campaign'] },
]

let server: TestServer
let count = 0
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const withoutCost = (answer: Answer) => ({ ...answer, asOf: '', rowsRead: 0, milliseconds: 0 })

async function answersOf(tenant: Tenant) {
  const answers = []
  for (const question of questions) answers.push(withoutCost(await tenant.ask(question)))
  return answers
}

/** Batch by batch, some at once, each event under the source that told of it. */
async function tell(tenant: Tenant, batches: readonly (readonly Input[])[], atOnce: number) {
  const requests = batches.flatMap((batch) =>
    [...Map.groupBy(batch, ({ source }) => source)].map(
      ([source, events]) =>
        () =>
          tenant.call({
            method: postEvents.method,
            url: `${postEvents.path}?source=${source}`,
            headers: { 'content-type': 'application/json' },
            payload: JSON.stringify(events.map(({ source: _source, ...event }) => event)),
          }),
    ),
  )
  for (let i = 0; i < requests.length; i += atOnce)
    for (const { status, body } of await Promise.all(
      requests.slice(i, i + atOnce).map((request) => request()),
    ))
      expect({ status, body }).toMatchObject({ status: 200, body: { refused: [] } })
}

async function answersWhenTold(batches: readonly (readonly Input[])[], atOnce: number) {
  const tenant = await openTenant(server, `order-${++count}`)
  await tell(tenant, batches, atOnce)
  const before = await answersOf(tenant)
  await server.work?.rejudge(tenant.workspaceId)
  return { before, after: await answersOf(tenant) }
}

/** Every event at least once, some of them more often, in any order and cut anywhere. */
const ways = fc.record({
  order: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })).map((keys) => {
    const repeated = told.filter(() => (keys.next().value ?? 0) < 0.2)
    return [...told, ...repeated]
      .map((event) => ({ event, key: keys.next().value ?? 0 }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ event }) => event)
  }),
  inBatch: fc.integer({ min: 40, max: 1_500 }),
  atOnce: fc.integer({ min: 1, max: 6 }),
})

const cut = <T>(all: readonly T[], size: number) =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  )

describe('the same events', () => {
  it('give the same answers in whatever order, repetition and batches they come', async () => {
    const expected = await answersWhenTold([told], 1)
    expect(told.length).toBeGreaterThan(1_000)
    expect(JSON.stringify(expected.before)).toContain('"value":')
    await fc.assert(
      fc.asyncProperty(ways, async ({ order, inBatch, atOnce }) => {
        expect(await answersWhenTold(cut(order, inBatch), atOnce)).toEqual(expected)
      }),
      { numRuns: 6, endOnFailure: true },
    )
  }, 240_000)
})
