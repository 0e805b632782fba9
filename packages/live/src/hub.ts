import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Millis, seconds } from '@airgraph/domain/units.ts'

/** What has been committed in one workspace since the listener last heard. */
export interface News {
  readonly seq: number
  readonly count: number
  readonly lastReceivedAt: string
  readonly kinds: Readonly<Record<string, number>>
}

type Listener = (news: News) => void

/** Tells listeners of a workspace what was committed there: at once, and then at most once in `pause`. */
export function createHub({ pause = seconds(1) }: { readonly pause?: Millis } = {}) {
  const listeners = new Map<WorkspaceId, Set<Listener>>()
  const gathered = new Map<WorkspaceId, News>()
  const resting = new Map<WorkspaceId, NodeJS.Timeout>()

  const tell = (workspaceId: WorkspaceId) => {
    const news = gathered.get(workspaceId)
    if (news === undefined) {
      resting.delete(workspaceId)
      return
    }
    gathered.delete(workspaceId)
    for (const listener of listeners.get(workspaceId) ?? []) listener(news)
    resting.set(
      workspaceId,
      setTimeout(() => tell(workspaceId), pause),
    )
  }

  return {
    publish(events: readonly StoredEvent[]) {
      for (const event of events)
        if (listeners.has(event.workspaceId) && event.revision === 0)
          gathered.set(event.workspaceId, added(gathered.get(event.workspaceId), event))
      for (const workspaceId of gathered.keys()) if (!resting.has(workspaceId)) tell(workspaceId)
    },
    /** Gives the way to stop. */
    subscribe(workspaceId: WorkspaceId, listener: Listener) {
      const there = listeners.get(workspaceId) ?? new Set<Listener>()
      listeners.set(workspaceId, there.add(listener))
      return () => {
        there.delete(listener)
        if (there.size === 0) listeners.delete(workspaceId)
      }
    },
    [Symbol.dispose]() {
      for (const timer of resting.values()) clearTimeout(timer)
      listeners.clear()
    },
  }
}

export type Hub = ReturnType<typeof createHub>

const added = (news: News | undefined, event: StoredEvent): News => ({
  seq: event.seq,
  count: (news?.count ?? 0) + 1,
  lastReceivedAt: event.receivedAt.toISOString(),
  kinds: { ...news?.kinds, [event.kind]: (news?.kinds[event.kind] ?? 0) + 1 },
})
