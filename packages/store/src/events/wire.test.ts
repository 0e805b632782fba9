import { sql } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventStore } from './event-store.ts'
import { openEventStore } from './open.ts'
import { anEvent, id } from './testing.ts'
import { openGateway } from './testing-gateway.ts'

let gateway: Awaited<ReturnType<typeof openGateway>>
let store: EventStore
beforeAll(async () => {
  gateway = await openGateway()
  store = await openEventStore({ url: gateway.url, requestTimeout: 1_500 as never })
})
afterAll(async () => {
  await store[Symbol.asyncDispose]()
  await gateway[Symbol.asyncDispose]()
})

const one = sql`SELECT 1 AS one`
const stored = async (workspace: string) =>
  (
    await store.query(
      sql`SELECT count() AS n FROM recent_events WHERE workspace_id = ${{ type: 'String', value: workspace }}`,
    )
  ).rows

describe('over the wire', () => {
  it('inserts are compressed, and reads carry their limits', async () => {
    await store.append([anEvent({ workspaceId: 'packed', eventId: id(1) })])
    await store.query(one, { limits: { seconds: 7, memoryBytes: 1_000_000_000 } })
    expect(gateway.heard.find(({ query }) => query.startsWith('INSERT'))?.compressed).toBe(true)
    expect(gateway.heard.at(-1)?.settings).toMatchObject({
      final: '1',
      max_execution_time: '7',
      max_memory_usage: '1000000000',
    })
  })

  it('says which limit a question ran into', async () => {
    await expect(
      store.query(sql`SELECT sum(cityHash64(number)) AS n FROM numbers(100000000000)`, {
        limits: { seconds: 1 },
      }),
    ).rejects.toMatchObject({ code: 'too-expensive' })
  })

  it.each(['before', 'during'] as const)(
    'asks again when the line is cut %s the answer',
    async (when) => {
      gateway.next(/SELECT 1 AS one/, { kind: 'cut', when })
      expect((await store.query(one)).rows).toEqual([{ one: 1 }])
    },
  )

  it('asks again after a bad gateway, and gives up in a sentence', async () => {
    gateway.next(/SELECT 1 AS one/, { kind: 'status', status: 502 })
    expect((await store.query(one)).rows).toEqual([{ one: 1 }])
    for (let i = 0; i < 5; i++) gateway.next(/SELECT 1 AS one/, { kind: 'status', status: 502 })
    await expect(store.query(one)).rejects.toMatchObject({ code: 'unavailable', retry: 'later' })
    while ((await store.query(one).catch(() => null)) === null);
  })

  it('does not wait for ever', async () => {
    for (let i = 0; i < 5; i++)
      gateway.next(/SELECT 1 AS one/, { kind: 'delay', milliseconds: 4_000 })
    await expect(store.query(one)).rejects.toMatchObject({ code: 'unavailable' })
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    while ((await store.query(one).catch(() => null)) === null);
  }, 60_000)

  it('stores an insert once whose answer was lost, and acknowledges it only then', async () => {
    gateway.next(/INSERT INTO recent_events/, { kind: 'cut', when: 'after' })
    await store.append([anEvent({ workspaceId: 'lost-answer', eventId: id(2) })])
    expect(await stored('lost-answer')).toEqual([{ n: 1 }])
  })

  it('does not acknowledge what never arrived', async () => {
    for (let i = 0; i < 5; i++)
      gateway.next(/INSERT INTO recent_events/, { kind: 'cut', when: 'before' })
    const event = anEvent({ workspaceId: 'never-arrived', eventId: id(3) })
    await expect(store.append([event])).rejects.toMatchObject({ code: 'unavailable' })
    while ((await store.append([event]).catch(() => null)) === null);
    expect(await stored('never-arrived')).toEqual([{ n: 1 }])
  })
})
