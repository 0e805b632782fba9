import { clickhouseStore } from './clickhouse.ts'
import { connect, type EventStoreAt } from './connect.ts'
import type { EventStore } from './event-store.ts'
import { toFailure } from './failures.ts'
import { migrate } from './migrate.ts'

/** Opens the store, and brings its tables up to date. */
export async function openEventStore(at: EventStoreAt): Promise<EventStore> {
  const connections = connect(at)
  try {
    await migrate(connections.maintain, connections.cluster)
    return await clickhouseStore(connections)
  } catch (error) {
    await connections[Symbol.asyncDispose]()
    return toFailure(error)
  }
}
