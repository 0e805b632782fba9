import type { News } from '../../api/read-committed.ts'
import { createRefresher } from './create-refresher.ts'

interface Needs {
  /** Whether what is kept may be another after the news. */
  readonly concerns: (news: News) => boolean
  /** Asks again; gives up to when the new answer counts, `null` where it does not say. */
  readonly ask: () => Promise<string | null>
  readonly everyMs: number
}

const mostTries = 5

/**
 * Keeps one answer current for as long as somebody can see it, asking at most once in `everyMs`. What comes while nobody
 * looks is owed, and asked for once when somebody does.
 */
export function createKeeper({ concerns, ask, everyMs }: Needs) {
  let owed: string | null = null
  let isSeen = false
  let tries = 0

  const refresher = createRefresher(async () => {
    if (owed === null || !isSeen) return
    const wanted = owed
    owed = null
    const reached = await ask()
    // What is committed is judged before it is counted, which may take longer than the answer did.
    const isBehind = reached !== null && Date.parse(reached) < Date.parse(wanted)
    if (isBehind && tries++ < mostTries) owe(wanted)
  }, everyMs)

  function owe(at: string) {
    owed = owed === null || Date.parse(at) > Date.parse(owed) ? at : owed
    if (isSeen) refresher.ask()
  }

  return {
    tell(news: News) {
      if (!concerns(news)) return
      tries = 0
      owe(news.lastReceivedAt)
    },
    see(seen: boolean) {
      isSeen = seen
      if (seen && owed !== null) refresher.ask()
    },
    stop: () => refresher.stop(),
  }
}
