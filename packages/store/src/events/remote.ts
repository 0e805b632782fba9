import { readFileSync } from 'node:fs'
import { createClient, ClickHouseLogLevel, type ClickHouseSettings } from '@clickhouse/client'
import { Failure } from '@airgraph/domain/failure.ts'
import { type Millis, minutes, seconds } from '@airgraph/domain/units.ts'
import { appendRows } from './append-rows.ts'
import { spread } from './cluster.ts'
import type { Connections } from './connect.ts'

/** ClickHouse somewhere else. User, password and database are in the URL. */
export interface ClickHouseAt {
  readonly url: string
  /** Name of the cluster over which the tables are spread; one server alone where absent. */
  readonly cluster?: string | undefined
  /** How many replicas have an insert before it is acknowledged; one where absent. */
  readonly insertQuorum?: number | 'auto' | undefined
  readonly tls?: Tls | undefined
  readonly requestTimeout?: Millis | undefined
  /** Most questions at a time; others wait. */
  readonly connections?: number | undefined
}

/** Files in PEM: whom to trust, and who we are. */
export interface Tls {
  readonly ca: string
  readonly own?: { readonly cert: string; readonly key: string } | undefined
}

export function remote(at: ClickHouseAt): Connections {
  const readers = open(at, at.connections ?? mostReaders)
  const [appending, maintain, control] = [open(at, 2), open(at, 4), open(at, 4)]
  return {
    append: appendRows(appending),
    isAlone: false,
    maintain,
    control,
    cluster: at.cluster,
    read: (work) => work(readers),
    async [Symbol.asyncDispose]() {
      await Promise.all([readers, appending, maintain, control].map((client) => client.close()))
    },
  }
}

const mostReaders = 32

const open = (at: ClickHouseAt, mostConnections: number) =>
  createClient({
    url: at.url,
    request_timeout: at.requestTimeout ?? minutes(2),
    max_open_connections: mostConnections,
    compression: { request: true, response: true },
    keep_alive: { enabled: true, idle_socket_ttl: seconds(2) }, // less than any server waits before it hangs up
    use_multipart_params_auto: true, // those between us and the server take addresses of a few kilobytes only
    ...(at.tls && { tls: tlsFrom(at.tls) }),
    clickhouse_settings: { ...always, ...(at.cluster !== undefined && spread(at.insertQuorum)) },
    log: { level: ClickHouseLogLevel.OFF }, // what fails is thrown, and said once
  })

const always: ClickHouseSettings = {
  wait_end_of_query: 1, // an answer is whole, or it is an error
  send_progress_in_http_headers: 1, // what is long on its way is not taken for dead
  http_headers_progress_interval_ms: '20000',
}

const tlsFrom = ({ ca, own }: Tls) => {
  const ca_cert = pem(ca)
  return own === undefined ? { ca_cert } : { ca_cert, cert: pem(own.cert), key: pem(own.key) }
}

function pem(file: string) {
  try {
    return readFileSync(file)
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
    throw new Failure('unavailable', `The certificate file ${file} cannot be read${why}.`, {
      cause,
    })
  }
}
