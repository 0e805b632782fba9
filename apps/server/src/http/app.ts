import { existsSync } from 'node:fs'
import { mostBytes } from '@airgraph/contract/events.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import compress from '@fastify/compress'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import type { Instruments } from '../instruments.ts'
import { unpacked } from './body.ts'
import { chapterOf, describeApi } from './describe-api.ts'
import type { Route } from './handle.ts'
import { servePage } from './page.ts'
import { mayCall, type Principal } from './principal.ts'
import { sendFailure } from './problem.ts'
import { secureHeaders } from './secure-headers.ts'

interface Needs {
  readonly routes: readonly Route[]
  readonly authenticate: (request: FastifyRequest) => Promise<Principal | null>
  readonly instruments: Instruments
  readonly log: FastifyBaseLogger
  /** The built dashboard; without it the API still answers. */
  readonly pageDir: string
}

/** Not streams of events: what waits in a compressor does not arrive. */
const compressible =
  /^(?:text\/(?!event-stream)|application\/(?:json|problem\+json|javascript)|image\/svg)/

/** The routes as an HTTP application. It does not listen: tests inject into it. */
export async function createApp({ routes, authenticate, instruments, log, pageDir }: Needs) {
  const app = Fastify({
    loggerInstance: log,
    bodyLimit: mostBytes,
    requestTimeout: 120_000,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle', // what is being answered is answered
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(() => (body) => JSON.stringify(body)) // its shape was checked when it was compiled
  app.setErrorHandler(sendError)
  app.setNotFoundHandler((request, reply) => sendFailure(reply, nothingAt(request)))
  secureHeaders(app)
  app.addHook('onResponse', async (request, reply) => {
    instruments.answered(request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime)
  })
  // Answers only: what comes in is unpacked where its bytes are read, within bounds.
  await app.register(compress, {
    threshold: 1_024,
    encodings: ['gzip'],
    globalDecompression: false,
    customTypes: compressible,
  })
  await describeApi(app)
  await app.register(async (json) => {
    for (const route of routes) if (!route.endpoint.rawBody) add(json, route, authenticate)
  })
  await app.register(async (raw) => {
    takeBytes(raw)
    for (const route of routes) if (route.endpoint.rawBody) add(raw, route, authenticate)
  })
  if (existsSync(pageDir)) await servePage(app, pageDir)
  return app
}

export type App = Awaited<ReturnType<typeof createApp>>
const nothingAt = ({ method, url }: FastifyRequest) =>
  new Failure('not-found', `There is nothing at ${method} ${url.split('?')[0]}.`)

/** Signatures are over bytes, and NDJSON is not JSON: these routes read for themselves. */
function takeBytes(app: FastifyInstance) {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setValidatorCompiler((route) =>
    route.httpPart === 'body' ? () => true : validatorCompiler(route as never),
  )
}

function add(app: FastifyInstance, route: Route, authenticate: Needs['authenticate']) {
  const { endpoint } = route
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: {
      summary: endpoint.summary,
      description: [endpoint.description, `Needs: ${endpoint.scope}.`].filter(Boolean).join('\n\n'),
      tags: [chapterOf(endpoint.path)],
      ...(endpoint.scope !== 'open' && { security: [{ key: [] }] }),
      ...(endpoint.params && { params: endpoint.params }),
      ...(endpoint.query && { querystring: endpoint.query }),
      ...(endpoint.body && { body: endpoint.body }),
      response: endpoint.reply,
    },
    async handler(request, reply) {
      const workspaceId = await workspaceOf(request, route, authenticate)
      const answer = await route.run({
        workspaceId,
        params: request.params as never,
        query: request.query as never,
        body: (endpoint.rawBody ? undefined : request.body) as never,
        bytes: endpoint.rawBody ? await bytesOf(request) : new Uint8Array(),
        headers: headersOf(request),
        signal: untilGone(reply),
      })
      if (answer.status === 429) reply.header('retry-after', '2')
      return reply
        .code(answer.status)
        .type(answer.contentType ?? 'application/json')
        .send(answer.body)
    },
  })
}

const nobody = '' as WorkspaceId

async function workspaceOf(
  request: FastifyRequest,
  { endpoint: { scope } }: Route,
  authenticate: Needs['authenticate'],
): Promise<WorkspaceId> {
  if (scope === 'open') return nobody
  const principal = await authenticate(request)
  if (principal === null)
    throw new Failure(
      'unauthorized',
      'Send a key that is valid today as “Authorization: Bearer ag_…”. Make one with: npx airgraph key create.',
    )
  if (!mayCall(principal, scope))
    throw new Failure('forbidden', `This needs a key with the scope “${scope}”.`)
  return principal.workspaceId
}

const bytesOf = (request: FastifyRequest) =>
  unpacked(
    (request.body as Buffer | undefined) ?? new Uint8Array(),
    request.headers['content-encoding'],
    mostBytes,
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

function sendError(error: FastifyError | Failure, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof Failure) return sendFailure(reply, error)
  if (error.code === 'ERR_STREAM_PREMATURE_CLOSE') return reply // the client left while it was being answered
  if (error.validation) return sendFailure(reply, new Failure('invalid', inWords(error)))
  if (error.statusCode === 413)
    return sendFailure(
      reply,
      new Failure('too-large', 'The body is larger than 10 MB. Send it in parts.'),
    )
  if (error.statusCode !== undefined && error.statusCode < 500)
    return sendFailure(reply, new Failure('invalid', error.message))
  request.log.error({ err: error }, 'a request failed')
  return reply
    .code(500)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: 'A fault of ours',
        status: 500,
        detail: `Something went wrong here, not in your request. The log has it under request ${request.id}.`,
        code: 'fault',
      }),
    )
}

/** Which field, and what was expected there. */
const inWords = ({ validation = [], validationContext }: FastifyError) =>
  validation
    .map(({ instancePath, message }) => {
      const field = instancePath.replace(/^\//, '').replaceAll('/', '.')
      return `${field || (validationContext ?? 'body')}: ${message ?? 'not understood'}`
    })
    .join('; ')
