import { expect, it } from 'vitest'
import { latestProperties } from './latest-properties.ts'
import { byDay } from './timeline.ts'
import type { JourneyEvent } from './timeline.ts'

const event = (occurredAt: string, properties: JourneyEvent['properties'] = {}) =>
  ({ eventId: occurredAt, occurredAt, properties }) as JourneyEvent

it('days are the workspace’s, the newest first, and so are their events', () => {
  const events = [
    event('2026-11-22T10:00:00Z'),
    event('2026-11-22T22:59:00Z'),
    event('2026-11-22T23:01:00Z'),
  ]
  expect(byDay(events, 'Europe/Berlin').map(({ day, events: of }) => [day, of.length])).toEqual([
    ['2026-11-23', 1],
    ['2026-11-22', 2],
  ])
  expect(byDay(events, 'Europe/Berlin')[1]?.events[0]?.occurredAt).toBe('2026-11-22T22:59:00Z')
})

it('a property is as it was said last', () => {
  const events = [event('1', { plan: 'free', age: 3 }), event('2', { plan: 'paid' })]
  expect(latestProperties(events)).toEqual([
    ['age', 3],
    ['plan', 'paid'],
  ])
})
