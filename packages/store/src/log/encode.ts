/**
 * Events as bytes: one byte that names the format, then a JSON array, compressed where that pays. A format that has shipped stays readable:
 * add another number beside it.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Logged } from './event-log.ts'

/** What is short does not become shorter by as much as it costs to try. */
const short = 2_048
const [compressed, plain] = [1, 2]
/** Level 1: six times smaller, and faster than the network it saves. */
const compression = {
  params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 },
}

export function encode(events: readonly Logged[]): Uint8Array {
  const text = JSON.stringify(events.map(flat))
  return text.length < short
    ? Buffer.concat([Buffer.of(plain), Buffer.from(text)])
    : Buffer.concat([Buffer.of(compressed), zstdCompressSync(text, compression)])
}

/** Throws a `Failure` where the bytes are not what `encode` made: acknowledged events are never passed over in silence. */
export function decode(body: Uint8Array): readonly Logged[] {
  const format = body[0]
  if (format !== compressed && format !== plain)
    throw new Failure(
      'conflict',
      `A message of the log has the format ${format ?? 'of nothing'}, which this version cannot read.`,
    )
  try {
    const rest = body.subarray(1)
    const text = format === compressed ? zstdDecompressSync(rest) : Buffer.from(rest)
    return (JSON.parse(text.toString()) as Flat[]).map(whole)
  } catch (cause) {
    throw new Failure('conflict', 'A message of the log is damaged.', { cause })
  }
}

interface Flat extends Omit<Logged, 'occurredAt' | 'receivedAt'> {
  readonly occurredAt: number
  readonly receivedAt: number
}

const flat = (event: Logged): Flat => ({
  ...event,
  occurredAt: exact(event.occurredAt),
  receivedAt: exact(event.receivedAt),
})

const whole = (event: Flat): Logged => ({
  ...event,
  occurredAt: new Date(event.occurredAt),
  receivedAt: new Date(event.receivedAt),
})

function exact(moment: Date): number {
  const milliseconds = moment.getTime()
  if (Number.isNaN(milliseconds)) throw new RangeError('an event has a moment that is none')
  return milliseconds
}
