import { Failure } from '@airgraph/domain/failure.ts'
import type { Millis } from '@airgraph/domain/units.ts'

interface Bounds {
  /** Of all requests that are worked on at once. */
  readonly mostBytes: number
  /** When who came first has been there for so long, an eighth of those bytes may be inside besides theirs. */
  readonly mostAge: Millis
}

/**
 * How many requests may be worked on at once. Whoever comes when they are too many is told to come again before anything of theirs
 * is read: saying no costs little, so that those who were let in are served soon. One alone is always let in.
 */
export function createIntake({ mostBytes, mostAge }: Bounds) {
  /** In the order in which they came. */
  const inside = new Set<{ readonly since: number; readonly bytes: number }>()
  let taken = 0

  const room = () => {
    const [first] = inside
    const isLate = first !== undefined && performance.now() - first.since > mostAge
    return isLate ? first.bytes + mostBytes / 8 : mostBytes // one that is large and slow turns nobody small away
  }
  return async <T>(bytes: number, work: () => Promise<T>): Promise<T> => {
    if (taken > 0 && taken + bytes > room())
      throw new Failure('rate-limited', `${taken} bytes of events are being read.`, {
        retry: 'later',
      })
    const place = { since: performance.now(), bytes }
    inside.add(place)
    taken += bytes
    try {
      return await work()
    } finally {
      inside.delete(place)
      taken -= bytes
    }
  }
}
