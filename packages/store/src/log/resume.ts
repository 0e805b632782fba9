import { Failure } from '@airgraph/domain/failure.ts'
import type { LogMark, LogState } from '../records/log-state.ts'
import type { LogTransport, Shard } from './log-transport.ts'

const start: LogMark = { position: 0, key: '' }

/**
 * Of each shard, the position to go on after. What was lost before it was carried is said. A shard that lost its end, as a
 * machine without power does, gives its positions to other messages: it is read again from its beginning, and what was
 * carried before is told by its keys.
 */
export async function resume(
  transport: LogTransport,
  { marks }: LogState,
  onTrouble: (trouble: unknown) => void,
): Promise<Readonly<Record<string, number>>> {
  const shards = await transport.shards()
  const from = shards.map(async (shard) => {
    const mark = marks[shard.shard] ?? start
    if (await isRewound(transport, shard, mark)) {
      onTrouble(trouble(`${shard.shard} has lost its end, and is read again.`))
      return [shard.shard, shard.first - 1] as const
    }
    if (shard.first > mark.position + 1)
      onTrouble(
        trouble(
          `The messages ${mark.position + 1} to ${shard.first - 1} of ${shard.shard} are gone, and were never read.`,
        ),
      )
    return [shard.shard, mark.position] as const
  })
  return Object.fromEntries(await Promise.all(from))
}

async function isRewound(
  transport: LogTransport,
  { shard, first, last }: Shard,
  { position, key }: LogMark,
): Promise<boolean> {
  if (position > last) return true
  if (position < first) return false // forgotten, as it should be
  const found = await transport.keyAt(shard, position)
  return found !== null && found !== key
}

const trouble = (sentence: string) => new Failure('conflict', sentence)
