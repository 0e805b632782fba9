import { minutes, type Millis } from '@airgraph/domain/units.ts'

/** What our clocks and theirs may differ by. */
const skew = minutes(5)

/** Whether something signed then is no older than the window, and not from the future. */
export function isFresh(signedAt: Date, now: Date, window: Millis): boolean {
  const age = now.getTime() - signedAt.getTime()
  return age <= window && -age <= skew
}
