/** How far the worker has come, for the questions of a process that may not be the one that works. */
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import type { EventLog } from '@airgraph/store/log/event-log.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { mostJudged, type Settler } from './settler.ts'

interface Needs {
  readonly records: Pick<Records, 'cursors' | 'notices' | 'committedSeq'>
  /** Where events wait that are acknowledged and not committed; `null` where there are none. */
  readonly log: Pick<EventLog, 'carried' | 'carriedUpTo'> | null
}

/** What a question wants to know of judging. */
export type Progress = Pick<Settler, 'caughtUp' | 'asOf'>

/** The worker's own cursors. */
const names = ['folded', 'settled'] as const
type Name = (typeof names)[number]

export async function openProgress({
  records: { cursors, notices, committedSeq },
  log,
}: Needs): Promise<Progress & Disposable> {
  const reached: Record<Name, number> = { folded: 0, settled: 0 }
  const waiting = new Set<() => void>()
  let asOf = new Date(0)

  const note = (name: string, seq: number) => {
    if (name !== 'folded' && name !== 'settled') return
    reached[name] = Math.max(reached[name], seq)
    for (const check of waiting) check()
  }
  const look = async () => {
    for (const name of names) note(name, await cursors.read(name))
  }
  const stop = await notices.listen('reached', {
    heard: (text) => {
      const [name = '', seq] = text.split(' ')
      note(name, Number(seq))
    },
    missed: look,
  })
  await look()

  /** Whether they came so far in time. */
  const untilReached = async (of: readonly Name[], goal: number, deadline: number) => {
    const isThere = () => of.every((name) => reached[name] >= goal)
    const left = deadline - performance.now()
    const isInReach = of.every((name) => goal - reached[name] <= left * mostJudged)
    if (isThere() || !isInReach) return isThere()
    await notices.send('asked', [String(Math.ceil(left))])
    return new Promise<boolean>((resolve) => {
      const check = () => {
        if (!isThere()) return
        clearTimeout(timer)
        waiting.delete(check)
        resolve(true)
      }
      const timer = setTimeout(() => {
        waiting.delete(check)
        resolve(isThere())
      }, left)
      waiting.add(check)
      check()
    })
  }

  const lastReached = async () => {
    const times = await Promise.all(names.map(async (name) => (await cursors.reached(name))?.at))
    return new Date(Math.min(...times.map((at) => at?.getTime() ?? 0)))
  }

  const untilCommitted = log === null ? async () => new Date() : await watchLog(log)

  return {
    get asOf() {
      return asOf
    },
    async caughtUp(atMost: Millis) {
      const deadline = performance.now() + atMost
      const committed = await untilCommitted(atMost)
      const judged = await untilReached(names, await committedSeq(), deadline)
      const folded = await untilReached(['folded'], await committedSeq(), deadline) // what judging changed
      const derived = judged && folded ? committed : await lastReached()
      asOf = new Date(Math.min(derived.getTime(), committed.getTime()))
    },
    [Symbol.dispose]: () => stop(),
  }
}

/** To look when the oldest of what waits was written. */
const longestLook = seconds(1)

/** Waits until what is in the log now is committed, so long at most; gives the moment before which everything is. */
async function watchLog(log: Pick<EventLog, 'carried' | 'carriedUpTo'>) {
  let known = await log.carriedUpTo()
  const note = (at: Date) => (known = at > known ? at : known)
  return async (atMost: Millis): Promise<Date> => {
    const asked = new Date()
    const late = AbortSignal.timeout(atMost)
    const isCarried = await within(
      late,
      log.carried(late).then(() => true),
    )
    if (isCarried) note(asked)
    else {
      const oldest = await within(AbortSignal.timeout(longestLook), log.carriedUpTo())
      if (oldest !== null) note(oldest) // one that does not answer takes nothing either
    }
    return known
  }
}

/** `null` where that takes too long or fails. */
function within<T>(late: AbortSignal, work: Promise<T>): Promise<T | null> {
  const given = new Promise<null>((resolve) => {
    if (late.aborted) resolve(null)
    else late.addEventListener('abort', () => resolve(null), { once: true })
  })
  return Promise.race([work.catch(() => null), given])
}

const longestHurry = seconds(60)

/** For the worker: somebody waits for what is committed, for so long. */
export const listenForHurry = (
  { notices }: Pick<Records, 'notices'>,
  settler: Pick<Settler, 'caughtUp'>,
) =>
  notices.listen('asked', {
    heard: (text) => void settler.caughtUp(Math.min(Number(text) || 0, longestHurry) as Millis),
  })
