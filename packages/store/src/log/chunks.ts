import { createHash } from 'node:crypto'
import { Failure } from '@airgraph/domain/failure.ts'
import { encode } from './encode.ts'
import { keyOf, type Logged, revisionOf } from './event-log.ts'

/** Events of one shard that travel as one message. */
export interface Chunk {
  readonly to: number
  readonly key: string
  readonly body: Uint8Array
}

interface Into {
  readonly spread: number
  readonly mostBytes: number
}

/** Enough to make a message cheap, few enough to be carried together with others. */
const mostEvents = 1_000

/**
 * Everything about one contact goes into one shard. A chunk's key is made of its events' ids: the same events appended
 * again in the same order make the same chunks, whenever they were received. Among others, they make other chunks.
 */
export const chunksOf = (events: readonly Logged[], { spread, mostBytes }: Into): Chunk[] =>
  [...Map.groupBy(events, (event) => shardOf(event, spread))].flatMap(([to, ofShard]) =>
    pieces(ofShard, mostEvents).flatMap((piece) => packed(to, piece, mostBytes)),
  )

function packed(to: number, events: readonly Logged[], mostBytes: number): Chunk[] {
  const body = encode(events)
  if (body.length <= mostBytes) return [{ to, key: chunkKey(events), body }]
  if (events.length === 1) throw tooLarge(events[0], body.length, mostBytes)
  const half = Math.ceil(events.length / 2)
  return pieces(events, half).flatMap((piece) => packed(to, piece, mostBytes))
}

const pieces = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  )

const chunkKey = (events: readonly Logged[]) =>
  createHash('sha256')
    .update(JSON.stringify(events.map((event) => [keyOf(event), revisionOf(event)])))
    .digest('base64url')

/** FNV-1a: even also over ids that somebody made up. */
export function shardOf({ contactId, eventId }: Logged, spread: number): number {
  let hash = 0x811c9dc5
  for (const letter of contactId ?? eventId)
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % spread
}

const tooLarge = (event: Logged | undefined, bytes: number, mostBytes: number) =>
  new Failure(
    'too-large',
    `The event ${event?.eventId} takes ${bytes} bytes in the log, and a message holds ${mostBytes}.`,
  )
