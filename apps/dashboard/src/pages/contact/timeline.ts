import type { JourneyAnswer } from '@airgraph/domain/answer.ts'
import { dayOf } from '../../time/local-day.ts'
import type { LocalDay } from '../../time/local-day.ts'

export type JourneyEvent = JourneyAnswer['events'][number]

export interface Day {
  readonly day: LocalDay
  /** Newest first. */
  readonly events: readonly JourneyEvent[]
}

/** The newest day first; days are the workspace's. */
export function byDay(events: readonly JourneyEvent[], timeZone: string): readonly Day[] {
  const days = Map.groupBy(events.toReversed(), ({ occurredAt }) =>
    dayOf(new Date(occurredAt), timeZone),
  )
  return [...days].map(([day, ofDay]) => ({ day, events: ofDay }))
}
