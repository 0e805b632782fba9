import { Failure } from '@airgraph/domain/failure.ts'
import type { Millis } from '@airgraph/domain/units.ts'

interface Bounds {
  /** Of all requests that are worked on at once. */
  readonly mostBytes: number
  /** When who came first of them has been there for so long, nobody comes to more than an eighth of those bytes. */
  readonly mostAge: Millis
}

/**
 * How many requests may be worked on at once. Whoever comes when they are too many is told to come again before anything of theirs
 * is read: saying no costs little, so that those who were let in are served soon. One alone is always let in.
 */
export function createIntake({ mostBytes, mostAge }: Bounds) {
  /** When each came, the first first. */
  const inside = new Map<symbol, number>()
  let taken = 0

  const room = () => {
    const [first] = inside.values()
    const isLate = first !== undefined && performance.now() - first > mostAge
    return isLate ? mostBytes / 8 : mostBytes
  }
  return async <T>(bytes: number, work: () => Promise<T>): Promise<T> => {
    if (taken > 0 && taken + bytes > room())
      throw new Failure('rate-limited', `${taken} bytes of events are being read.`, {
        retry: 'later',
      })
    const place = Symbol()
    inside.set(place, performance.now())
    taken += bytes
    try {
      return await work()
    } finally {
      inside.delete(place)
      taken -= bytes
    }
  }
}
