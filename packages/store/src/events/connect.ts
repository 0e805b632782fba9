import { readFileSync } from 'node:fs'
import { createClient, type ClickHouseClient, ClickHouseLogLevel } from '@clickhouse/client'
import { type Millis, minutes, seconds } from '@airgraph/domain/units.ts'
import { createChdbConnection } from 'chdb/connection'
import { createLending } from './lending.ts'

/** ClickHouse somewhere else. User, password and database are in the URL. */
export interface ClickHouseAt {
  readonly url: string
  /** Name of the cluster over which the tables are spread; one server alone where absent. */
  readonly cluster?: string | undefined
  /** Files in PEM: whom to trust, and who we are. */
  readonly tls?: { readonly ca: string; readonly cert?: string; readonly key?: string } | undefined
  readonly requestTimeout?: Millis
  readonly connections?: number
}

/** In this process at `dir` (":memory:" forgets), or on the server at that URL. */
export type EventStoreAt = { readonly dir: string } | ClickHouseAt

/** What may not wait for each other has connections of its own: the embedded engine works them off one by one. */
export interface Connections extends AsyncDisposable {
  /** Of appends alone, which somebody waits for. */
  readonly append: ClickHouseClient
  /** Of statements that rewrite what is stored. */
  readonly maintain: ClickHouseClient
  /** Lends a connection for reading, once one is free. */
  read<T>(work: (client: ClickHouseClient) => Promise<T>): Promise<T>
  /** Never busy: ends what others have begun. */
  readonly control: ClickHouseClient
}

const readersEmbedded = 6

export function connect(at: EventStoreAt): Connections {
  if ('dir' in at) return embedded(at.dir)
  const client = createClient({
    url: at.url,
    request_timeout: at.requestTimeout ?? minutes(2),
    max_open_connections: at.connections ?? 32,
    compression: { request: true, response: true },
    keep_alive: { enabled: true, idle_socket_ttl: seconds(2) }, // less than any server waits before it hangs up
    ...(at.tls && { tls: tlsFrom(at.tls) }),
    clickhouse_settings: {
      send_progress_in_http_headers: 1, // what is long on its way is not taken for dead
      http_headers_progress_interval_ms: '20000',
      ...(at.cluster !== undefined && spread),
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

/** An insert is on its shards when it is acknowledged; what is derived is derived where the rows are. */
const spread = {
  distributed_foreground_insert: 1,
  parallel_distributed_insert_select: '2',
  distributed_product_mode: 'deny',
  skip_unavailable_shards: 0,
} as const

const tlsFrom = ({ ca, cert, key }: NonNullable<ClickHouseAt['tls']>) => {
  const ca_cert = readFileSync(ca)
  return cert !== undefined && key !== undefined
    ? { ca_cert, cert: readFileSync(cert), key: readFileSync(key) }
    : { ca_cert }
}

function embedded(path: string): Connections {
  const open = () => createClient({ connection: createChdbConnection({ path }) as never }) // chdb's copy of the client's types differs
  const [append, maintain, control] = [open(), open(), open()]
  const readers = createLending(open, readersEmbedded, (client) =>
    client.command({ query: 'SELECT 1 FORMAT Null' }),
  )
  return {
    append,
    maintain,
    control,
    read: readers.lend,
    async [Symbol.asyncDispose]() {
      await Promise.all([append, maintain, control].map((client) => client.close()))
      await readers[Symbol.asyncDispose]()
    },
  }
}
