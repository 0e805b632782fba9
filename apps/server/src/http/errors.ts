import { maxHeaderSize } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { mostBytes } from '@airgraph/contract/events.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { seconds } from '@airgraph/domain/units.ts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Route } from './handle.ts'
import { problem, problemType, sendFailure } from './problem.ts'

/** Whatever went wrong with a request, as one problem with one sentence. */
export function sendError(
  error: FastifyError | Failure,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (error instanceof Failure) return sendFailure(reply, error)
  if (error.code === 'ERR_STREAM_PREMATURE_CLOSE') return reply // the client left while it was being answered
  if (error.statusCode === 413) return sendTooLarge(request, reply)
  if (error.statusCode === 403) return sendFailure(reply, nothingAt(request)) // a path out of the page's folder
  if (error.statusCode !== undefined && error.statusCode < 500)
    return sendFailure(reply, new Failure('invalid', said(error, request)))
  request.log.error({ err: error }, 'a request failed')
  return reply
    .code(500)
    .header('content-type', problemType)
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

function said({ code, message }: FastifyError, { headers, url }: FastifyRequest) {
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return `Content-Type “${headers['content-type'] ?? ''}”: expected application/json.`
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return 'The body is not JSON.'
    case 'FST_ERR_BAD_URL':
      return `The path ${pathOf(url)} has a % that begins no character.`
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return `A part of the path ${pathOf(url)} is too long.`
    default:
      return message
  }
}

const longestShown = 200
const pathOf = (url: string) => (url.split('?')[0] ?? '').slice(0, longestShown)

const patience = seconds(5)

/**
 * Most clients look for an answer only when they have sent everything, and one that is cut off before sees a broken
 * connection and no reason. So the rest is read, to be thrown away, for a while.
 */
async function sendTooLarge({ raw }: FastifyRequest, reply: FastifyReply) {
  raw.resume()
  const done = new AbortController()
  raw.once('close', () => done.abort()).once('end', () => done.abort())
  if (!raw.readableEnded) await sleep(patience, null, { signal: done.signal }).catch(() => {})
  const most = mostBytes / 1024 / 1024
  return sendFailure(
    reply,
    new Failure('too-large', `The body is larger than ${most} MB. Send it in parts.`),
  )
}

/** Answers where there is nothing, or nothing for this method; where a browser looks for a page, `sendPage` answers. */
export function createSendNothing(routes: readonly Route[], sendPage: SendPage = () => null) {
  const known = routes.map(({ endpoint: { method, path } }) => ({
    method,
    isAt: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`),
  }))
  return (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request.url)
    const methods = known.filter(({ isAt }) => isAt.test(path)).map(({ method }) => method)
    if (methods.length === 0)
      return sendPage(request, reply) ?? sendFailure(reply, nothingAt(request))
    const allowed = methods.flatMap((method) => (method === 'GET' ? [method, 'HEAD'] : [method]))
    return reply
      .code(405)
      .headers({ allow: allowed.join(', '), 'content-type': problemType })
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: 'Not done this way',
          status: 405,
          detail: `This address takes ${allowed.join(', ')}, not ${request.method}.`,
          code: 'method-not-allowed',
        }),
      )
  }
}

/** `null` for what is no page's address. */
export type SendPage = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null

const nothingAt = ({ method, url }: FastifyRequest) =>
  new Failure('not-found', `There is nothing at ${method} ${pathOf(url)}.`)

/** What is not HTTP, or not all of it, never becomes a request. */
export function answerBroken(error: NodeJS.ErrnoException, socket: Socket) {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, detail] = brokenWords[error.code ?? ''] ?? [
    '400 Bad Request',
    'This is not a whole HTTP request.',
  ]
  const body = JSON.stringify({
    ...problem('invalid', detail),
    status: Number.parseInt(status, 10),
  })
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

const brokenWords: Readonly<Record<string, readonly [status: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    `The address and the headers are larger than ${maxHeaderSize / 1024} KB.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
}
