import { clickhouseStore } from './clickhouse.ts'
import { connect, type EventStoreAt } from './connect.ts'
import type { StoreOfLog } from './event-store.ts'
import { toFailure } from './failures.ts'
import { migrate } from './migrate.ts'
import type { OpenSequence } from './number-together.ts'

/** Opens the store, and brings its tables up to date. With a `sequence`, other processes may commit beside this one. */
export async function openEventStore(
  at: EventStoreAt,
  sequence?: OpenSequence,
): Promise<StoreOfLog> {
  const connections = connect(at)
  try {
    await migrate(connections.maintain, connections.cluster)
    return await clickhouseStore(connections, sequence)
  } catch (error) {
    await connections[Symbol.asyncDispose]()
    return toFailure(error)
  }
}
