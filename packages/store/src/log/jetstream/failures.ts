import { Failure } from '@airgraph/domain/failure.ts'
import { JetStreamApiError } from '@nats-io/jetstream'
import { errors } from '@nats-io/transport-node'

const isFull = (error: JetStreamApiError) => /maximum (bytes|messages) exceeded/.test(error.message)

/** The server refuses what we asked for, rather than being in no state to do it. */
const isRefusal = (error: unknown) => error instanceof JetStreamApiError && error.status !== 503

/** It may have been done all the same. */
export const isUnanswered = (error: unknown) =>
  !(error instanceof Failure || error instanceof JetStreamApiError)

/** What the caller can do about it. Every trouble here is one of the world. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  const why = error instanceof Error ? error.message : String(error)
  if (error instanceof JetStreamApiError && isFull(error))
    return new Failure('rate-limited', 'The log is full of events that are not stored yet.', {
      cause: error,
      retry: 'later',
    })
  if (error instanceof errors.AuthorizationError)
    return new Failure('unavailable', `The log’s server does not let us in: ${why}.`, {
      cause: error,
    })
  return new Failure('unavailable', `The log does not do as it should: ${why}.`, {
    cause: error,
    retry: isRefusal(error) ? 'never' : 'later',
  })
}

export const toFailure = (error: unknown): never => {
  throw failureOf(error)
}
