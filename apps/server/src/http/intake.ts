import { Failure } from '@airgraph/domain/failure.ts'

/**
 * How many bytes of requests may be worked on at once. Whoever comes when that many are is told to come again before anything
 * of theirs is read: saying no costs little, so that those who were let in are served. One alone is always let in.
 */
export function createIntake(mostBytes: number) {
  let taken = 0
  return async <T>(bytes: number, work: () => Promise<T>): Promise<T> => {
    if (taken > 0 && taken + bytes > mostBytes)
      throw new Failure('rate-limited', `${taken} bytes of events are being read.`, {
        retry: 'later',
      })
    taken += bytes
    try {
      return await work()
    } finally {
      taken -= bytes
    }
  }
}
