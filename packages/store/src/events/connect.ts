import { createClient, type ClickHouseClient, ClickHouseLogLevel } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'

/** In this process at `dir` (":memory:" forgets), or on the server at that URL. */
export type EventStoreAt = { readonly dir: string } | { readonly url: string }

/** What may not wait for each other has connections of its own: the embedded engine works them off one by one. */
export interface Connections extends AsyncDisposable {
  /** Of appends alone, which somebody waits for. */
  readonly append: ClickHouseClient
  /** Of statements that rewrite what is stored. */
  readonly maintain: ClickHouseClient
  /** Lends the least busy connection for reading. */
  read<T>(work: (client: ClickHouseClient) => Promise<T>): Promise<T>
  /** Never busy: ends what others have begun. */
  readonly control: ClickHouseClient
}

const readersEmbedded = 4

export function connect(at: EventStoreAt): Connections {
  if ('dir' in at) return embedded(at.dir)
  const client = createClient({
    url: at.url,
    request_timeout: 120_000,
    clickhouse_settings: {
      send_progress_in_http_headers: 1, // what is long on its way is not taken for dead
      http_headers_progress_interval_ms: '20000',
    },
    log: { level: ClickHouseLogLevel.OFF }, // what fails is thrown, and said once
  })
  return {
    append: client,
    maintain: client,
    control: client,
    read: (work) => work(client),
    [Symbol.asyncDispose]: () => client.close(),
  }
}

function embedded(path: string): Connections {
  const open = () => createClient({ connection: createChdbConnection({ path }) as never }) // chdb's copy of the client's types differs
  const [append, maintain, control] = [open(), open(), open()]
  const readers = Array.from({ length: readersEmbedded }, () => ({ client: open(), busy: 0 }))
  return {
    append,
    maintain,
    control,
    async read(work) {
      const reader = readers.reduce((least, one) => (one.busy < least.busy ? one : least))
      reader.busy++
      try {
        return await work(reader.client)
      } finally {
        reader.busy--
      }
    },
    async [Symbol.asyncDispose]() {
      const clients = [append, maintain, control, ...readers.map(({ client }) => client)]
      await Promise.all(clients.map((client) => client.close()))
    },
  }
}
