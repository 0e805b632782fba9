import { LRUCache } from 'lru-cache'
import { keyOf, type Logged, revisionOf } from './event-log.ts'

const remembered = 500_000

/**
 * Tells repeats of what came lately, whichever messages and shards they came in. Saves work; and it makes one event of
 * repeats that contradict each other, of which the first counts.
 */
export function createRepeats(keys: Iterable<string>) {
  const seen = new LRUCache<string, true>({ max: remembered })
  for (const key of keys) seen.set(key, true)
  return (event: Logged): boolean => {
    if (revisionOf(event) > 0) return false
    const key = keyOf(event)
    if (seen.has(key)) return true
    seen.set(key, true)
    return false
  }
}
