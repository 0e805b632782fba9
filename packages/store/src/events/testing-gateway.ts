/**
 * ClickHouse's HTTP interface on loopback, in front of the embedded engine: as much of it as the client uses, with the server's
 * limits. For tests of what only happens on a wire; it can be told to misbehave.
 */
import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import { createServer as createSecureServer, type ServerOptions } from 'node:https'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EmbeddedEngine, openEngine } from './engine.ts'
import { createLending } from './lending.ts'
import { setting } from './parameters.ts'
import {
  cutOff,
  type Done,
  failHalfway,
  packedFor,
  plainly,
  progressing,
  trickle,
} from './testing-gateway-answer.ts'
import { type Heard, longestUrl, readRequest, Refusal } from './testing-gateway-request.ts'

/** What happens to one request. */
export type Trouble =
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | { readonly kind: 'cut'; readonly when: 'before' | 'during' | 'after' }
  | { readonly kind: 'status'; readonly status: number }
  | {
      readonly kind: 'exception'
      readonly code: string
      readonly type: string
      readonly when: 'before' | 'during' | 'after'
    }
  | { readonly kind: 'trickle'; readonly pieces: number; readonly pause: number }

export interface GatewayOptions {
  readonly path?: string
  /** Who may ask; everybody where absent. */
  readonly user?: { readonly name: string; readonly password: string }
  readonly tls?: ServerOptions
  /** Progress is told so often, in milliseconds, whatever the client wants. */
  readonly progressEvery?: number
}

const connectionsOpen = 6

export async function openGateway({
  path = ':memory:',
  user,
  tls,
  progressEvery,
}: GatewayOptions = {}) {
  const engines = createLending(
    () => openEngine(path),
    connectionsOpen,
    (engine) => engine.command({ query: 'SELECT 1 FORMAT Null' }),
  )
  const heard: Heard[] = []
  const troubles: { readonly of: RegExp; readonly trouble: Trouble }[] = []
  const troubleFor = ({ query }: Heard) => {
    const at = troubles.findIndex(({ of }) => of.test(query))
    return at < 0 ? null : (troubles.splice(at, 1)[0]?.trouble ?? null)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (user) letIn(request, user)
    const read = await readRequest(request)
    heard.push(read)
    const trouble = troubleFor(read)
    if (trouble?.kind === 'delay') await sleep(trouble.milliseconds)
    if (trouble?.kind === 'cut' && trouble.when === 'before') return request.socket.destroy()
    if (trouble?.kind === 'status') return response.writeHead(trouble.status).end('Bad gateway')
    if (trouble?.kind === 'exception' && trouble.when === 'before')
      throw new Refusal(trouble.code, trouble.type, 'it went wrong')
    const tells = trouble === null && read.settings['send_progress_in_http_headers'] === '1'
    const every = progressEvery ?? Number(read.settings['http_headers_progress_interval_ms'] ?? 100)
    const progress = tells ? progressing(response, every) : null
    const whole = await engines.lend((engine) => run(engine, read)).catch(inClickHouseWords)
    const done = packedFor(read, String(request.headers['accept-encoding']), whole)
    if (trouble?.kind === 'cut')
      return trouble.when === 'after' ? request.socket.destroy() : cutOff(response, done)
    if (trouble?.kind === 'trickle') return trickle(response, done, trouble.pieces, trouble.pause)
    if (trouble?.kind !== 'exception') return (progress ?? plainly(response)).end(done)
    if (trouble.when === 'during') return failHalfway(response, whole, trouble.code, trouble.type)
    throw new Refusal(trouble.code, trouble.type, 'it went wrong after it was done')
  }

  const listener: RequestListener = (request, response) => {
    answer(request, response).catch((error: unknown) => {
      plainly(response).end(inClickHouseWords(error))
    })
  }
  const limits = { maxHeaderSize: 2 * longestUrl }
  const server = tls
    ? createSecureServer({ ...limits, ...tls }, listener)
    : createServer(limits, listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    /** Everything that was asked, oldest first. */
    heard,
    /** What happens to the next request whose query matches. */
    next: (of: RegExp, trouble: Trouble) => void troubles.push({ of, trouble }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await engines[Symbol.asyncDispose]()
    },
  }
}

/** By a header of either sort: basic over HTTP, the server's own over TLS. */
function letIn(
  { headers }: IncomingMessage,
  { name, password }: NonNullable<GatewayOptions['user']>,
) {
  const basic = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
  const own = headers['x-clickhouse-user'] === name && headers['x-clickhouse-key'] === password
  if (headers.authorization !== basic && !own)
    throw new Refusal('516', 'AUTHENTICATION_FAILED', `${name}: Authentication failed`, 403)
}

async function run(engine: EmbeddedEngine, heard: Heard): Promise<Done> {
  const { query, data, id, database, params, settings } = heard
  const started = performance.now()
  const { stream, summary } = await engine.exec({
    query: `USE \`${database.replaceAll('`', '')}\`; ${setting(params)}${query}`,
    clickhouse_settings: settings,
    ...(id !== '' && { query_id: id }),
    ...(data !== '' && { values: Readable.from([data]) }),
  })
  const body = Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>))
  const elapsed_ns = String(Math.round((performance.now() - started) * 1e6))
  return {
    status: 200,
    headers: {
      'X-ClickHouse-Query-Id': id,
      'X-ClickHouse-Summary': JSON.stringify({ ...summary, elapsed_ns }),
    },
    body,
  }
}

/** "Code: 241. DB::Exception: …", and the code in a header, as the server says it. */
function inClickHouseWords(error: unknown): Done {
  const { code = '1002', type = 'UNKNOWN_EXCEPTION', status = 500 } = error as Partial<Refusal>
  const message = error instanceof Error ? error.message : String(error)
  return {
    status,
    headers: { 'X-ClickHouse-Exception-Code': code },
    body: Buffer.from(`Code: ${code}. DB::Exception: ${message} (${type})`),
  }
}
