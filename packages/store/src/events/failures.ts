import { Failure } from '@airgraph/domain/failure.ts'

const narrow = 'Ask for a shorter period, fewer splits, or a narrower filter.'

/** ClickHouse's error codes that are not bugs of ours, as what the caller can do about them. */
const known: Readonly<Record<string, () => Failure>> = {
  '158': () => new Failure('too-expensive', `The question reads too many rows. ${narrow}`),
  '159': () => new Failure('too-expensive', `The question ran into its time limit. ${narrow}`),
  '241': () => new Failure('too-expensive', `The question ran into its memory limit. ${narrow}`),
  '396': () => new Failure('too-expensive', `The answer has too many rows. ${narrow}`),
  '394': () => new Failure('cancelled', 'The question was cancelled.'),
  '243': () => new Failure('unavailable', 'The event store’s disk is full.', { retry: 'later' }),
}

/** By shape: the embedded engine's client throws its own copy of the class. */
const isClickHouse = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && 'type' in error && /^\d+$/.test(String(error.code))

const isNetwork = (error: unknown) =>
  error instanceof Error &&
  (('code' in error && /^E[A-Z_]+$/.test(String(error.code))) ||
    /socket hang up|Timeout error|aborted|Bad gateway|Service Unavailable|Gateway Time/i.test(
      error.message,
    ))

/** Throws what the caller can act on as a `Failure`; anything else is a bug and passes through. */
export function toFailure(error: unknown): never {
  if (isClickHouse(error)) throw known[error.code]?.() ?? error
  // An answer that had begun when it ran into a limit ends in the middle.
  if (error instanceof SyntaxError)
    throw new Failure('too-expensive', `The answer has too many rows. ${narrow}`, { cause: error })
  if (error instanceof Error && error.name === 'AbortError')
    throw new Failure('cancelled', 'The question was cancelled.', { cause: error })
  if (isNetwork(error))
    throw new Failure('unavailable', 'The event store does not answer.', {
      cause: error,
      retry: 'later',
    })
  throw error
}
