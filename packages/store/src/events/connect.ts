import { createClient, type ClickHouseClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'

/** In this process at `dir` (":memory:" forgets), or on the server at that URL. */
export type EventStoreAt = { readonly dir: string } | { readonly url: string }

export const connect = (at: EventStoreAt): ClickHouseClient =>
  'url' in at
    ? createClient({ url: at.url, request_timeout: 120_000 })
    : createClient({ connection: createChdbConnection({ path: at.dir }) as never }) // chdb's copy of the client's types differs
