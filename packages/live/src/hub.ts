import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import { joined, type News, newsOf } from './news.ts'

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

  const hear = (workspaceId: WorkspaceId, news: News) => {
    if (!listeners.has(workspaceId)) return
    gathered.set(workspaceId, joined(gathered.get(workspaceId), news))
    if (!resting.has(workspaceId)) tell(workspaceId)
  }

  return {
    /** What another process, or this one, has committed. */
    hear,
    publish(events: readonly StoredEvent[]) {
      if (listeners.size === 0) return
      for (const [workspaceId, news] of newsOf(events)) hear(workspaceId, news)
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
