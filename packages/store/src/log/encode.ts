/**
 * Events as bytes: one byte that names the format, then a JSON array, compressed. A format that has shipped stays readable:
 * add another number beside it.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Logged } from './event-log.ts'

const format = 1
/** Level 1: six times smaller, and faster than the network it saves. */
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

export function encode(events: readonly Logged[]): Uint8Array {
  const text = JSON.stringify(events.map(flat))
  return Buffer.concat([Buffer.of(format), zstdCompressSync(text, compression)])
}

/** Throws a `Failure` where the bytes are not what `encode` made: acknowledged events are never passed over in silence. */
export function decode(body: Uint8Array): readonly Logged[] {
  if (body[0] !== format)
    throw new Failure(
      'conflict',
      `A message of the log has the format ${body[0] ?? 'of nothing'}, which this version cannot read; it reads ${format}.`,
    )
  try {
    const text = zstdDecompressSync(body.subarray(1)).toString()
    return (JSON.parse(text) as Flat[]).map(whole)
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
