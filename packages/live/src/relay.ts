import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Millis } from '@airgraph/domain/units.ts'
import { joined, type News, newsOf } from './news.ts'

interface Options {
  /** Each line is one workspace's news, of some hundred bytes. */
  readonly send: (lines: readonly string[]) => Promise<void>
  readonly pause?: Millis
}

/** Sends other processes what is committed in this one: at once, and then at most once in `pause`. */
export function createRelay({ send, pause = 500 as Millis }: Options) {
  const gathered = new Map<WorkspaceId, News>()
  let resting: NodeJS.Timeout | null = null

  const gather = (workspaceId: WorkspaceId, news: News) =>
    gathered.set(workspaceId, joined(gathered.get(workspaceId), news))

  const flush = () => {
    resting = null
    if (gathered.size === 0) return
    const sending = [...gathered]
    gathered.clear()
    resting = setTimeout(flush, pause)
    send(sending.map(toLine)).catch(() => {
      for (const [workspaceId, news] of sending) gather(workspaceId, news) // with the next
    })
  }

  return {
    publish(events: readonly StoredEvent[]) {
      for (const [workspaceId, news] of newsOf(events)) gather(workspaceId, news)
      if (resting === null) flush()
    },
    [Symbol.dispose]() {
      if (resting !== null) clearTimeout(resting)
    },
  }
}

const toLine = (one: readonly [WorkspaceId, News]) => JSON.stringify(one)

/** What a relay sent, line by line. */
export const fromLine = (line: string) => JSON.parse(line) as readonly [WorkspaceId, News]
