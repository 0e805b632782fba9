import { Failure } from '@airgraph/domain/failure.ts'

const narrow = 'Ask for a shorter period, fewer splits, or a narrower filter.'

const expensive = (what: string) => () => new Failure('too-expensive', `${what} ${narrow}`)
const unavailable =
  (sentence: string) =>
  (cause: Error): Failure =>
    new Failure('unavailable', sentence, { cause, retry: 'later' })

const noAnswer = unavailable('The event store does not answer.')
const partMissing = unavailable('A part of the event store does not answer.')
const noKeeper = unavailable(
  'The event store takes nothing: what keeps its replicas together is away.',
)
const fewReplicas = unavailable('Too few replicas of the event store are there to keep an insert.')
const busy = unavailable('The event store has too much to do.')
const noArchive = unavailable(
  'A file of the archive cannot be read: “airgraph doctor” says of which months.',
)
const stranger = unavailable('The event store refuses the user and password in CLICKHOUSE_URL.')

/** ClickHouse's error codes that are not bugs of ours, as what the caller can do about them. */
const known: Readonly<Record<string, (cause: Error) => Failure>> = {
  '158': expensive('The question reads too many rows.'),
  '159': expensive('The question ran into its time limit.'),
  '241': expensive('The question ran into its memory limit.'),
  '396': expensive('The answer has too many rows.'),
  '394': () => new Failure('cancelled', 'The question was cancelled.'),
  '243': unavailable('The event store’s disk is full.'),
  ...Object.fromEntries(
    ['32', '198', '209', '210', '236', '279'].map((code) => [code, partMissing]),
  ),
  ...Object.fromEntries(['225', '242', '999'].map((code) => [code, noKeeper])),
  ...Object.fromEntries(['285', '286', '319'].map((code) => [code, fewReplicas])),
  ...Object.fromEntries(['202', '252', '745'].map((code) => [code, busy])),
  ...Object.fromEntries(['192', '193', '194', '516'].map((code) => [code, stranger])),
  ...Object.fromEntries(['76', '107', '499'].map((code) => [code, noArchive])),
  '81': unavailable('The event store has no database of the name that is in CLICKHOUSE_URL.'),
  '497': unavailable('The user in CLICKHOUSE_URL may not do this in the event store.'),
  '701': unavailable('The event store knows no cluster of the name that is in CLICKHOUSE_CLUSTER.'),
}

/** By shape: the embedded engine's client throws its own copy of the class. */
const isClickHouse = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && 'type' in error && /^\d+$/.test(String(error.code))

const codeOf = (error: Error) => ('code' in error ? String(error.code) : '')

/** The line broke, or somebody between us and the store gave up: nobody knows whether it was done. */
export const isBroken = (error: unknown): boolean =>
  error instanceof Error &&
  (/^(ECONN|EPIPE|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)/.test(codeOf(error)) ||
    /socket hang up|aborted|premature close|Bad gateway|Service Unavailable|Gateway Time-?out/i.test(
      error.message,
    ))

/** What the store says when it, or a part of it, is away for a while. */
export const isPassing = (error: unknown) =>
  isClickHouse(error) &&
  known[error.code] !== undefined &&
  [partMissing, noKeeper, fewReplicas, busy].some((one) => one === known[error.code])

const isUntrusted = (error: Error) =>
  /^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_|ERR_TLS_|ERR_SSL_|EPROTO)/.test(codeOf(error))

const isNetwork = (error: Error) =>
  isBroken(error) || /^E[A-Z_]+$/.test(codeOf(error)) || error.message.includes('Timeout error')

/** Throws what the caller can act on as a `Failure`; anything else is a bug and passes through. */
export function toFailure(error: unknown): never {
  if (isClickHouse(error)) throw known[error.code]?.(error) ?? error
  // An answer that had begun when it ran into a limit ends in the middle.
  if (error instanceof SyntaxError)
    throw new Failure('too-expensive', `The answer has too many rows. ${narrow}`, { cause: error })
  if (!(error instanceof Error) || error instanceof Failure) throw error
  if (error.name === 'AbortError')
    throw new Failure('cancelled', 'The question was cancelled.', { cause: error })
  if (isUntrusted(error))
    throw unavailable(`The event store is not who it should be (${codeOf(error)}).`)(error)
  throw isNetwork(error) ? noAnswer(error) : error
}
