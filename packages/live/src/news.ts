import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'

/** What has been committed in one workspace since the listener last heard. */
export interface News {
  readonly seq: number
  readonly count: number
  readonly lastReceivedAt: string
  readonly kinds: Readonly<Record<string, number>>
  /** The first and the last day, in UTC, on which any of it happened. */
  readonly days: { readonly first: string; readonly last: string }
}

/** By workspace. A verdict that was mended is no news. */
export function newsOf(events: readonly StoredEvent[]): ReadonlyMap<WorkspaceId, News> {
  const all = new Map<WorkspaceId, News>()
  for (const [workspaceId, theirs] of Map.groupBy(events, (event) => event.workspaceId)) {
    const fresh = theirs.filter(({ revision }) => revision === 0)
    if (fresh.length > 0) all.set(workspaceId, summed(fresh))
  }
  return all
}

/** In whichever order they came. */
export function joined(one: News | undefined, other: News): News {
  if (one === undefined) return other
  const kinds = { ...one.kinds }
  for (const [kind, n] of Object.entries(other.kinds)) kinds[kind] = (kinds[kind] ?? 0) + n
  return {
    seq: Math.max(one.seq, other.seq),
    count: one.count + other.count,
    lastReceivedAt:
      one.lastReceivedAt > other.lastReceivedAt ? one.lastReceivedAt : other.lastReceivedAt,
    kinds,
    days: {
      first: one.days.first < other.days.first ? one.days.first : other.days.first,
      last: one.days.last > other.days.last ? one.days.last : other.days.last,
    },
  }
}

function summed(events: readonly StoredEvent[]): News {
  const kinds: Record<string, number> = {}
  let [seq, received] = [0, 0]
  let [first, last] = [Infinity, -Infinity]
  for (const event of events) {
    kinds[event.kind] = (kinds[event.kind] ?? 0) + 1
    seq = Math.max(seq, event.seq)
    received = Math.max(received, event.receivedAt.getTime())
    first = Math.min(first, event.occurredAt.getTime())
    last = Math.max(last, event.occurredAt.getTime())
  }
  return {
    seq,
    count: events.length,
    lastReceivedAt: new Date(received).toISOString(),
    kinds,
    days: { first: dayOf(first), last: dayOf(last) },
  }
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
