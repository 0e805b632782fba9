import { hours, type Millis } from '@airgraph/domain/units.ts'
import type { LogState } from '../records/log-state.ts'
import type { LogTransport } from './log-transport.ts'

type Marks = LogState['marks']

interface Needs {
  readonly transport: Pick<LogTransport, 'shards' | 'forget'>
  readonly trimEvery: Millis
  readonly onTrouble: (trouble: unknown) => void
}

/** As long as a shard knows the keys of its messages, also after a restart, which reads them again. */
const keep = hours(2)
/** Fuller than that, what is carried goes at once: room is for what is not. */
const full = 0.5

/** Lets the log forget what is carried. What is not stays, whatever its age. */
export function openTrimmer({ transport, trimEvery, onTrouble }: Needs) {
  const noted: { readonly at: number; readonly marks: Marks }[] = []
  let newest: Marks = {}
  let running = Promise.resolve()

  const trim = async () => {
    if (newest !== noted.at(-1)?.marks) noted.push({ at: Date.now(), marks: newest })
    const old = noted.findLast(({ at }) => at < Date.now() - keep)
    if (old !== undefined) noted.splice(0, noted.indexOf(old))
    for (const { shard, first, filled } of await transport.shards()) {
      const upTo = (filled > full ? newest : old?.marks)?.[shard]?.position ?? 0
      if (upTo >= first) await transport.forget(shard, upTo)
    }
  }
  const timer = setInterval(() => {
    running = running.then(trim).catch(onTrouble)
  }, trimEvery)
  return {
    /** So far is it carried. */
    note(marks: Marks) {
      newest = marks
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
    },
  }
}
