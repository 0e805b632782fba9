import { clickhouseStore } from './clickhouse.ts'
import { connect, type EventStoreAt } from './connect.ts'
import type { StoreOfLog } from './event-store.ts'
import { toFailure } from './failures.ts'
import { migrate } from './migrate.ts'
import type { Numbered } from './number-together.ts'

/** Opens the store, and brings its tables up to date. */
export async function openEventStore(at: EventStoreAt, numbered?: Numbered): Promise<StoreOfLog> {
  const connections = connect(at)
  try {
    await migrate(connections.maintain, connections.cluster)
    return await clickhouseStore(connections, numbered)
  } catch (error) {
    await connections[Symbol.asyncDispose]()
    return toFailure(error)
  }
}
