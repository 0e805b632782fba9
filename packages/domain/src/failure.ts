export type FailureCode =
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'too-large'
  | 'too-expensive'
  | 'rate-limited'
  | 'cancelled'
  | 'unavailable'

/** The outside world said no. Whoever throws it knows whether trying again can help; the queue never guesses. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode
  readonly retry: 'later' | 'never'

  constructor(
    code: FailureCode,
    message: string,
    options: ErrorOptions & { readonly retry?: 'later' | 'never' } = {},
  ) {
    super(message, options)
    this.code = code
    this.retry = options.retry ?? 'never'
  }
}

/** A value the compiler proved impossible has arrived: our bug, so fail loudly. */
export const impossible = (value: never): never => {
  throw new Error(`impossible value: ${JSON.stringify(value)}`)
}
