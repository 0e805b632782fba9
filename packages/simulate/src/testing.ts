/** What the tests of the programme say it in. */
import type { Arrival, Programme } from './simulate.ts'
import { simulate } from './simulate.ts'

const day = 86_400_000

export const programme = (changes: Partial<Programme> = {}): Programme => ({
  seed: 1,
  contacts: 1_500,
  from: new Date('2026-08-01'),
  to: new Date('2026-12-10'),
  ...changes,
})

export const days = (n: number): Partial<Programme> => ({
  from: new Date('2026-11-01'),
  to: new Date(Date.UTC(2026, 10, 1) + n * day),
})

/** In order of arrival, each event once. */
export const eventsOf = (of: Programme): readonly Arrival[] =>
  [...simulate(of)].filter(({ repeated }) => !repeated)

const part = (some: number, all: number) => some / all

/** Of the marketing stream, by message; machines are counted where no person came as well. */
export function rates(arrivals: readonly Arrival[]) {
  const seen = {
    taken: new Set<string>(),
    delivered: new Set<string>(),
    opened: new Set<string>(),
    clicked: new Set<string>(),
    byMachine: new Set<string>(),
    complained: new Set<string>(),
    unsubscribed: new Set<string>(),
  }
  for (const { happening, truth } of arrivals) {
    const { kind, messageId, stream } = happening.reported
    if (stream !== 'marketing' || messageId === undefined) continue
    if (kind === 'accepted') seen.taken.add(messageId)
    if (kind === 'delivered' || kind === 'complained' || kind === 'unsubscribed')
      seen[kind].add(messageId)
    if (truth?.human && (kind === 'opened' || kind === 'clicked')) seen[kind].add(messageId)
    if (truth?.human === false && kind === 'opened') seen.byMachine.add(messageId)
  }
  return {
    delivery: part(seen.delivered.size, seen.taken.size),
    humanOpens: part(seen.opened.size, seen.delivered.size),
    humanClicks: part(seen.clicked.size, seen.delivered.size),
    machineOpens: part(seen.byMachine.size, seen.delivered.size),
    complaints: part(seen.complained.size, seen.delivered.size),
    unsubscribes: part(seen.unsubscribed.size, seen.delivered.size),
  }
}
