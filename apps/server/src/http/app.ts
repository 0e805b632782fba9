import { existsSync } from 'node:fs'
import { mostBytes } from '@airgraph/contract/events.ts'
import { faultsIn, inWords } from '@airgraph/contract/in-words.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import compress from '@fastify/compress'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  type FastifySchemaCompiler,
  LogController,
} from 'fastify'
import type { z } from 'zod'
import type { Instruments } from '../instruments.ts'
import { addRoute } from './add-route.ts'
import type { Authenticate } from './authenticate.ts'
import type { Client } from './client.ts'
import { describeApi } from './describe-api.ts'
import { type Elsewhere, sayWhere } from './elsewhere.ts'
import { answerBroken, createSendNothing, sendError } from './errors.ts'
import type { Route } from './handle.ts'
import { sendPage, servePage } from './page.ts'
import { secureHeaders } from './secure-headers.ts'

interface Needs {
  readonly routes: readonly Route[]
  /** What is served by processes with another role. */
  readonly elsewhere?: readonly Elsewhere[]
  readonly authenticate: Authenticate
  readonly clientOf: (request: FastifyRequest) => Client
  /** Whose word is taken for where a request comes from. */
  readonly trustedProxies?: readonly string[]
  /** Whether people see it over https. */
  readonly isSecure?: boolean
  readonly instruments: Instruments
  readonly log: FastifyBaseLogger
  /** The built dashboard; without it the API still answers. `null`: neither it nor the API's reference is served here. */
  readonly pageDir: string | null
}

/** Not streams of events: what waits in a compressor does not arrive. */
const compressible =
  /^(?:text\/(?!event-stream)|application\/(?:json|problem\+json|javascript)|image\/svg)/

/** The routes as an HTTP application. It does not listen: tests inject into it. */
export async function createApp({
  routes,
  elsewhere = [],
  authenticate,
  clientOf,
  trustedProxies = [],
  isSecure = false,
  instruments,
  log,
  pageDir,
}: Needs) {
  const app = Fastify({
    loggerInstance: log,
    bodyLimit: mostBytes,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    requestTimeout: 120_000,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle', // what is being answered is answered
    routerOptions: { maxParamLength: 512, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
    clientErrorHandler: answerBroken,
  })
  app.setValidatorCompiler(validated)
  app.setSerializerCompiler(() => (body) => JSON.stringify(body)) // its shape was checked when it was compiled
  app.setErrorHandler(sendError)
  const hasPage = pageDir !== null && existsSync(pageDir)
  app.setNotFoundHandler(createSendNothing(routes, hasPage ? sendPage : undefined))
  takeNothingForNothing(app)
  secureHeaders(app, { isSecure })
  app.addHook('onResponse', async (request, reply) => {
    instruments.answered(request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime)
  })
  // Answers only: what comes in is unpacked where its bytes are read, within bounds.
  await app.register(compress, {
    threshold: 1_024,
    encodings: ['gzip'],
    zlibOptions: { level: 1 }, // less than half of the time, for a tenth more bytes
    globalDecompression: false,
    customTypes: compressible,
  })
  if (pageDir !== null) await describeApi(app)
  await app.register(async (json) => {
    for (const route of routes)
      if (!route.endpoint.rawBody) addRoute(json, route, { authenticate, clientOf })
  })
  await app.register(async (raw) => {
    takeBytes(raw)
    for (const route of routes)
      if (route.endpoint.rawBody) addRoute(raw, route, { authenticate, clientOf })
  })
  sayWhere(app, elsewhere)
  if (hasPage) await servePage(app, pageDir)
  return app
}

export type App = Awaited<ReturnType<typeof createApp>>

const validated: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (value) => {
    const read = schema.safeParse(value, { error: inWords })
    return read.success
      ? { value: read.data }
      : { error: new Failure('invalid', `${faultsIn(read.error, httpPart ?? 'body')}.`) }
  }

/** Many clients say that a body is JSON where they send none. */
function takeNothingForNothing(app: FastifyInstance) {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : parse(request, body as string, done),
  )
}

/** Signatures are over bytes, and NDJSON is not JSON: these routes read for themselves. */
function takeBytes(app: FastifyInstance) {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setValidatorCompiler((route) =>
    route.httpPart === 'body' ? () => true : validated(route as never),
  )
}
