/**
 * ClickHouse's HTTP interface on loopback, in front of the embedded engine: as much of it as the client uses. For tests of
 * what only happens on a wire; it can be told to misbehave.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { createChdbConnection } from 'chdb/connection'
import { createLending } from './lending.ts'

/** What happens to one request. */
export type Trouble =
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | { readonly kind: 'cut'; readonly when: 'before' | 'during' | 'after' }
  | { readonly kind: 'status'; readonly status: number }

export interface Heard {
  readonly query: string
  readonly settings: Readonly<Record<string, string>>
  readonly compressed: boolean
}

const connectionsOpen = 6
const ownParameters = new Set(['query', 'database', 'query_id', 'session_id', 'default_format'])

export async function openGateway(path = ':memory:') {
  const engines = createLending(
    () => createChdbConnection({ path }),
    connectionsOpen,
    (engine) => engine.command({ query: 'SELECT 1 FORMAT Null' } as never),
  )
  const heard: Heard[] = []
  const troubles: { readonly of: RegExp; readonly trouble: Trouble }[] = []

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const read = await readRequest(request)
    heard.push(read)
    const at = troubles.findIndex(({ of }) => of.test(read.query))
    const [hit] = at < 0 ? [] : troubles.splice(at, 1)
    const trouble = hit?.trouble
    if (trouble?.kind === 'delay') await sleep(trouble.milliseconds)
    if (trouble?.kind === 'cut' && trouble.when === 'before') return request.socket.destroy()
    if (trouble?.kind === 'status') return response.writeHead(trouble.status).end('Bad gateway')
    const done = await engines
      .lend((engine) => run(engine, read))
      .catch((error: unknown) => ({ status: 500, ...inClickHouseWords(error) }))
    if (trouble?.kind === 'cut' && trouble.when === 'after') return request.socket.destroy()
    if (trouble?.kind === 'cut') {
      response.writeHead(200, { 'content-length': String(done.body.length + 10) })
      response.write(done.body.subarray(0, Math.ceil(done.body.length / 2)))
      return setTimeout(() => request.socket.destroy(), 20)
    }
    const packed =
      /gzip/.test(String(request.headers['accept-encoding'])) &&
      read.settings['enable_http_compression'] === '1'
    response.writeHead(done.status, {
      ...done.headers,
      ...(packed && { 'content-encoding': 'gzip' }),
    })
    return response.end(packed ? gzipSync(done.body) : done.body)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
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

async function readRequest(request: IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks)
  const compressed = request.headers['content-encoding'] === 'gzip'
  const body = (compressed ? gunzipSync(raw) : raw).toString('utf8')
  const { searchParams } = new URL(request.url ?? '/', 'http://gateway')
  const inUrl = searchParams.get('query')
  const given = [...searchParams]
  return {
    query: inUrl ?? body,
    data: inUrl === null ? '' : body,
    id: searchParams.get('query_id') ?? '',
    params: Object.fromEntries(
      given
        .filter(([key]) => key.startsWith('param_'))
        .map(([key, value]) => [key.slice(6), value]),
    ),
    settings: Object.fromEntries(
      given.filter(([key]) => !key.startsWith('param_') && !ownParameters.has(key)),
    ),
    compressed,
  }
}

async function run(
  engine: ReturnType<typeof createChdbConnection>,
  { query, data, id, params, settings }: Awaited<ReturnType<typeof readRequest>>,
) {
  const asked = {
    query,
    query_params: params,
    clickhouse_settings: settings,
    ...(id !== '' && { query_id: id }),
  } as never
  const isInsert = /^\s*INSERT\b/i.test(query) && data !== ''
  if (isInsert) await engine.insert({ ...(asked as object), values: data } as never)
  const chunks: Buffer[] = []
  if (!isInsert)
    for await (const chunk of (await engine.query(asked)).stream) chunks.push(chunk as Buffer)
  return {
    status: 200,
    headers: { 'X-ClickHouse-Query-Id': id, 'X-ClickHouse-Summary': '{"read_rows":"0"}' },
    body: Buffer.concat(chunks),
  }
}

/** "Code: 241. DB::Exception: …", and the code in a header, as the server says it. */
function inClickHouseWords(error: unknown) {
  const { code = '1002', type = 'UNKNOWN' } = error as { code?: string; type?: string }
  const message = error instanceof Error ? error.message : String(error)
  return {
    headers: { 'X-ClickHouse-Exception-Code': code },
    body: Buffer.from(`Code: ${code}. DB::Exception: ${message}. (${type})`),
  }
}
