import { Failure, type FailureCode } from '@airgraph/domain/failure.ts'
import type { Problem } from '@airgraph/contract/problem.ts'
import type { FastifyReply } from 'fastify'

const statusOf: Readonly<Record<FailureCode, number>> = {
  invalid: 422,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-expensive': 422,
  'rate-limited': 429,
  cancelled: 499,
  unavailable: 503,
}

const titles: Readonly<Record<FailureCode, string>> = {
  invalid: 'This cannot be understood',
  unauthorized: 'Who is asking?',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  conflict: 'In conflict with what is there',
  'too-large': 'Too large',
  'too-expensive': 'Too expensive',
  'rate-limited': 'Too fast',
  cancelled: 'Cancelled',
  unavailable: 'Not available now',
}

export const problem = (code: FailureCode, detail: string): Problem => ({
  type: 'about:blank',
  title: titles[code],
  status: statusOf[code],
  detail,
  code,
})

export const problemType = 'application/problem+json; charset=utf-8'

/** The one place where a `Failure` becomes HTTP. */
export function sendFailure(reply: FastifyReply, { code, message, retry }: Failure) {
  if (retry === 'later') reply.header('retry-after', '2')
  return reply
    .code(statusOf[code])
    .header('content-type', problemType)
    .send(JSON.stringify(problem(code, message)))
}

/** Refuses what was tried too often, and says how long to wait. */
export const tooOften = (seconds: number) => ({
  status: 429 as const,
  body: problem(
    'rate-limited',
    `This was tried too often. Try again in ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}.`,
  ),
  headers: { 'retry-after': String(seconds) },
})
