import type { EventStore } from './event-store.ts'
import { openEventStore } from './open.ts'
import { openGateway } from './testing-gateway.ts'
import { openShards } from './testing-shards.ts'

/** The ways in which the data may lie; every question has one answer in all of them. */
export const ways = {
  'one table': () => openEventStore({ dir: ':memory:' }),
  'three shards': openShards,
  'over HTTP': openOverHttp,
} satisfies Record<string, () => Promise<EventStore>>

/** The one that the runner says in `AIRGRAPH_TEST_STORE`. */
export function openTested(): Promise<EventStore> {
  const way = process.env['AIRGRAPH_TEST_STORE'] ?? 'one table'
  const open = (ways as Readonly<Record<string, () => Promise<EventStore>>>)[way]
  if (open === undefined) throw new Error(`there is no way “${way}” for data to lie`)
  return open()
}

async function openOverHttp(): Promise<EventStore> {
  const gateway = await openGateway()
  const store = await openEventStore({ url: gateway.url })
  return Object.defineProperty(Object.create(store), Symbol.asyncDispose, {
    value: async () => {
      await store[Symbol.asyncDispose]()
      await gateway[Symbol.asyncDispose]()
    },
  }) as EventStore
}
