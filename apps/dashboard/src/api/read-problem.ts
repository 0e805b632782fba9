import { Failure } from '@airgraph/domain/failure.ts'
import type { FailureCode } from '@airgraph/domain/failure.ts'

const codes: Record<number, FailureCode> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  408: 'too-expensive',
  409: 'conflict',
  413: 'too-large',
  429: 'rate-limited',
}

const known = new Set<string>([
  'not-found',
  'conflict',
  'invalid',
  'unauthorized',
  'forbidden',
  'too-large',
  'too-expensive',
  'rate-limited',
  'cancelled',
  'unavailable',
] satisfies FailureCode[])

const passing: ReadonlySet<FailureCode> = new Set(['unavailable', 'rate-limited', 'cancelled'])

/** application/problem+json as a `Failure`. A proxy's HTML becomes one too, by its status. */
export function readProblem(status: number, body: string): Failure {
  const { code, detail, title } = members(body)
  const ours =
    typeof code === 'string' && known.has(code) ? (code as FailureCode) : byStatus(status)
  const words = [detail, title].find(isText) ?? `The server answered with status ${status}.`
  return new Failure(ours, words, {
    retry: passing.has(ours) ? 'later' : 'never',
  })
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const byStatus = (status: number): FailureCode =>
  codes[status] ?? (status >= 500 ? 'unavailable' : 'invalid')

function members(body: string): Partial<Record<'code' | 'detail' | 'title', unknown>> {
  try {
    return Object(JSON.parse(body))
  } catch {
    return {}
  }
}
