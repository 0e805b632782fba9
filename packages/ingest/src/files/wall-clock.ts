import { IANAZone } from 'luxon'

const minute = 60_000
const day = 1_440 * minute

/** From UTC, in minutes. */
interface Offsets {
  readonly before: number
  readonly after: number
}

/**
 * What a clock on the wall of `zone` shows, as if it were UTC, to the moment that it was. An hour that summer time
 * skips is an hour later; of an hour that it repeats the first is meant.
 */
export function wallClock(zone: string): (shown: number) => number {
  if (zone === 'UTC') return (shown) => shown
  const place = IANAZone.create(zone)
  const known = new Map<number, Offsets>()

  /** Before and after the change that is near this date; mostly there is none. */
  const offsetsNear = (date: number): Offsets => {
    const before = known.get(date)
    if (before) return before
    const near = { before: place.offset((date - 1) * day), after: place.offset((date + 2) * day) }
    known.set(date, near)
    return near
  }

  return (shown) => {
    const { before, after } = offsetsNear(Math.floor(shown / day))
    const early = shown - before * minute
    const late = shown - after * minute
    if (before === after) return early
    return place.offset(early) !== before && place.offset(late) === after ? late : early
  }
}
