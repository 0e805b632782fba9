import type { Connections } from './connect.ts'
import type { Numbering } from './committer.ts'

/** One commit sequence for several processes; the records keep it. */
export interface SharedSequence extends AsyncDisposable {
  withRange<T>(count: number, work: (first: number) => Promise<T>): Promise<T>
  committedSeq(): Promise<number>
  onCommitted(listener: (seq: number) => void): Promise<() => void>
}

export type OpenSequence = (options: {
  /** Makes sure that no insert of somebody who died is still on its way. */
  readonly mend: () => Promise<void>
  readonly atLeast: number
}) => Promise<SharedSequence>

/** How a store goes on with its numbers. */
export interface Numbered {
  /** With it, other processes may commit beside this one. */
  readonly sequence?: OpenSequence | undefined
  /** A number that was given for certain: none up to it is given again, whatever is left of the events. */
  readonly given?: number
}

/** Numbers with the others, and hears of what they commit. */
export async function numberTogether(
  shared: SharedSequence,
  reached: () => void,
): Promise<Numbering> {
  let seq = await shared.committedSeq() // what is stored beyond that is not whole yet
  const reach = (committed: number) => {
    if (committed <= seq) return
    seq = committed
    reached()
  }
  await shared.onCommitted(reach)
  return {
    get seq() {
      return seq
    },
    async number(count, work) {
      await shared.withRange(count, async (first) => {
        await work(first)
        reach(first + count - 1)
      })
    },
  }
}

/** Whoever may commit is alone: an insert into the log that is still running is of somebody who is not there any more. */
export async function endInserts({ control, cluster }: Connections) {
  const everywhere = cluster === undefined ? '' : ` ON CLUSTER '${cluster}'`
  await control.command({
    query: `KILL QUERY${everywhere} WHERE query_kind = 'Insert' AND query LIKE 'INSERT INTO recent_events%' SYNC`,
  })
}
