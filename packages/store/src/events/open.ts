import { clickhouseStore } from './clickhouse.ts'
import { connect, type EventStoreAt } from './connect.ts'
import type { EventStore } from './event-store.ts'
import { toFailure } from './failures.ts'
import { migrate } from './migrate.ts'

/** Opens the store, brings its tables up to date, and finishes what a crash left half-written. */
export async function openEventStore(at: EventStoreAt): Promise<EventStore> {
  const connections = connect(at)
  const cluster = 'url' in at ? at.cluster : undefined
  await migrate(connections.maintain, cluster).catch(toFailure)
  return clickhouseStore(connections, cluster)
}
