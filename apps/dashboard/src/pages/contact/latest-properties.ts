import type { JourneyAnswer } from '@airgraph/domain/answer.ts'

type Event = Pick<JourneyAnswer['events'][number], 'properties'>
type Value = string | number | boolean

/** Of events in the order in which they happened: each property as it was said last, by name. */
export const latestProperties = (events: readonly Event[]): readonly (readonly [string, Value])[] =>
  [...new Map(events.flatMap(({ properties }) => Object.entries(properties)))].toSorted(
    ([a], [b]) => a.localeCompare(b),
  )
