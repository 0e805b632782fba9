import { createHash } from 'node:crypto'
import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { LogPlan, LogRange, LogState } from '../records/log-state.ts'
import type { Logged } from './event-log.ts'

/** A message that was read. */
export interface Taken {
  readonly shard: string
  readonly position: number
  readonly key: string
  readonly events: readonly Logged[]
}

/** What to carry next, of messages that follow each other in each shard. `isRepeat` is asked once for every event, in order. */
export function planOf(
  taken: readonly Taken[],
  seqFirst: number,
  isRepeat: (event: Logged) => boolean,
): LogPlan {
  const ranges = [...Map.groupBy(taken, ({ shard }) => shard)].map(
    ([shard, messages]): LogRange => ({
      shard,
      first: messages[0]?.position ?? 0,
      last: messages.at(-1)?.position ?? 0,
      key: messages.at(-1)?.key ?? '',
    }),
  )
  const events = eventsOf(taken, ranges)
  const repeats = events.flatMap((event, i) => (isRepeat(event) ? [i] : []))
  return { ranges, seqFirst, rows: events.length - repeats.length, repeats, at: Date.now() }
}

/** The rows of a plan, from the messages that it names; the same however often, and in whichever order they were read. */
export function rowsOf(taken: readonly Taken[], plan: LogPlan): StoredEvent[] {
  const repeats = new Set(plan.repeats)
  return eventsOf(taken, plan.ranges)
    .filter((_, i) => !repeats.has(i))
    .map((event, i) => ({ revision: 0, deleted: false, ...event, seq: plan.seqFirst + i }))
}

/** By shard in the order of the ranges; within a shard, messages were read in order. */
const eventsOf = (taken: readonly Taken[], ranges: readonly LogRange[]) => {
  const byShard = Map.groupBy(taken, ({ shard }) => shard)
  return ranges.flatMap(({ shard }) => byShard.get(shard)?.flatMap(({ events }) => events) ?? [])
}

export const placesOf = ({ seqFirst, rows }: LogPlan) => ({
  first: seqFirst,
  last: seqFirst + rows - 1,
})

/** The same for the same messages in the same places, and only then. */
const tokenOf = (log: string, plan: LogPlan) => {
  const { first, last } = placesOf(plan)
  const ranges = plan.ranges.map((range) => `${range.shard}/${range.first}-${range.last}`)
  const digest = createHash('sha256').update(ranges.join()).digest('hex')
  return `${log}/${first}-${last}/${digest.slice(0, 32)}`
}

/** What its rows are inserted with, each time. */
export const insertOptions = (log: string, plan: LogPlan) => ({
  token: tokenOf(log, plan),
  committedAt: new Date(plan.at),
})

export const carried = ({ seq, marks }: LogState, plan: LogPlan): LogState => {
  const moved = plan.ranges.map(({ shard, last, key }) => [shard, { position: last, key }] as const)
  return {
    seq: Math.max(seq, placesOf(plan).last),
    marks: { ...marks, ...Object.fromEntries(moved) },
    pending: null,
  }
}
