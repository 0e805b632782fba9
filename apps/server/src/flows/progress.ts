/** How far the worker has come, for the questions of a process that may not be the one that works. */
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Settler } from './settler.ts'

interface Needs {
  readonly records: Pick<Records, 'cursors' | 'notices' | 'committedSeq'>
}

/** What a question wants to know of judging. */
export type Progress = Pick<Settler, 'caughtUp' | 'asOf'>

/** The worker's own cursors. */
const names = ['folded', 'settled'] as const
type Name = (typeof names)[number]

export async function openProgress({
  records: { cursors, notices, committedSeq },
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
    if (isThere() || left <= 0) return isThere()
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

  return {
    get asOf() {
      return asOf
    },
    async caughtUp(atMost: Millis) {
      const deadline = performance.now() + atMost
      const judged = await untilReached(names, await committedSeq(), deadline)
      const at = new Date()
      const folded = await untilReached(['folded'], await committedSeq(), deadline) // what judging changed
      asOf = judged && folded ? at : await lastReached()
    },
    [Symbol.dispose]: () => stop(),
  }
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
