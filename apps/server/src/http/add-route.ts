import { mostBytes } from '@airgraph/contract/events.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Authenticate } from './authenticate.ts'
import { unpacked } from './body.ts'
import type { Client } from './client.ts'
import { chapterOf, describedReplies, needsOf, operationIdOf, typeOf } from './describe-api.ts'
import type { Route } from './handle.ts'
import { admitted, type Principal } from './principal.ts'
import { isReading } from './same-origin.ts'

/** Of a body that is read at once: events come as bytes. */
const mostJson = 1024 * 1024

interface Knows {
  readonly authenticate: Authenticate
  readonly clientOf: (request: FastifyRequest) => Client
}

/** An endpoint and its handler, as Fastify wants them. */
export function addRoute(app: FastifyInstance, route: Route, { authenticate, clientOf }: Knows) {
  const { endpoint } = route
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    bodyLimit: endpoint.mostBytes ?? (endpoint.rawBody ? mostBytes : mostJson),
    schema: {
      summary: endpoint.summary,
      description: [endpoint.description, needsOf(endpoint)].filter(Boolean).join('\n\n'),
      tags: [chapterOf(endpoint.path)],
      ...(endpoint.scope !== 'open' && { security: [{ key: [] }, { session: [] }] }),
      ...(endpoint.params && { params: endpoint.params }),
      ...(endpoint.query && { querystring: endpoint.query }),
      ...(endpoint.body && { body: endpoint.body }),
      operationId: operationIdOf(endpoint),
      response: describedReplies(endpoint),
    },
    /** Before a byte of the body is read. */
    async onRequest(request, reply) {
      callers.set(request, await callerOf(request, reply, route, authenticate))
    },
    async handler(request, reply) {
      const { workspaceId, principal } = callers.get(request) ?? nobody
      const answer = await route.run({
        workspaceId,
        principal,
        client: clientOf(request),
        params: request.params as never,
        query: request.query as never,
        search: new URLSearchParams(request.url.split('?').slice(1).join('?')),
        body: (endpoint.rawBody ? undefined : request.body) as never,
        bytes: endpoint.rawBody ? await bytesOf(request, endpoint.mostBytes) : new Uint8Array(),
        headers: headersOf(request),
        signal: untilGone(reply),
      })
      if (answer.status === 429 || answer.status === 503) reply.header('retry-after', '2')
      return reply
        .code(answer.status)
        .header('content-type', answer.contentType ?? typeOf(endpoint.reply[answer.status]))
        .headers(answer.headers ?? {})
        .send(answer.body)
    },
  })
}

interface Caller {
  readonly workspaceId: WorkspaceId
  readonly principal: Principal | null
}

const nobody: Caller = { workspaceId: '' as WorkspaceId, principal: null }
const callers = new WeakMap<FastifyRequest, Caller>()

async function callerOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { endpoint }: Route,
  authenticate: Authenticate,
): Promise<Caller> {
  const { scope, keyInBody, personal, rawBody } = endpoint
  if (scope === 'open') {
    if (!isReading(request) && !rawBody) authenticate.refuseForeign(request)
    return personal ? { ...nobody, principal: await authenticate.person(request, reply) } : nobody
  }
  if (keyInBody && request.headers.authorization === undefined) return nobody
  const principal = await authenticate.who(request, reply, endpoint)
  return { principal, workspaceId: admitted(principal, endpoint) }
}

const bytesOf = (request: FastifyRequest, most = mostBytes) =>
  unpacked(
    (request.body as Buffer | undefined) ?? new Uint8Array(),
    request.headers['content-encoding'],
    most,
  )

const headersOf = (request: FastifyRequest) =>
  new Headers(
    Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
  )

function untilGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  return gone.signal
}
