import { Failure } from '@airgraph/domain/failure.ts'
import type { Millis } from '@airgraph/domain/units.ts'
import type { LogLedger } from '../records/log-ledger.ts'
import type { LogState } from '../records/log-state.ts'
import type { LogSink } from './event-log.ts'
import { follow } from './follow.ts'
import type { LogTransport, Shard } from './log-transport.ts'
import { carried, planOf, rowsOf, tokenOf } from './plan.ts'
import { recover } from './recover.ts'
import { createRepeats } from './repeats.ts'
import { openTrimmer } from './trimmer.ts'

interface Needs {
  readonly transport: LogTransport
  readonly ledger: LogLedger
  readonly sink: LogSink
  readonly mostRows: number
  readonly trimEvery: Millis
  readonly onTrouble: (trouble: unknown) => void
  readonly signal: AbortSignal
}

/**
 * Messages → plan, written down → rows, inserted under the plan's token → written down as carried. Stopped anywhere, it is
 * resumed by `recover`. Any trouble ends it: what is known then is only what the ledger says.
 */
export async function carry(needs: Needs): Promise<void> {
  const { transport, ledger, sink, mostRows, signal } = needs
  let state = await recover(needs)
  const tail = await sink.tail()
  state = { ...state, seq: Math.max(state.seq, tail.seq) }
  const isRepeat = createRepeats(tail.keys)
  const from = marksOf(await transport.shards(), state, needs)
  await using trimmer = openTrimmer(needs)

  for await (const taken of follow({ transport, from, mostRows, signal })) {
    const plan = planOf(taken, state.seq + 1, isRepeat)
    if (plan.rows > 0) {
      await ledger.write({ ...state, pending: plan })
      await sink.insert(rowsOf(taken, plan), { token: tokenOf(transport.name, plan) })
    }
    state = carried(state, plan)
    await ledger.write(state)
    trimmer.note(state.marks)
  }
}

/** Where to go on in each shard. What has expired before it was carried is said, for it is lost. */
function marksOf(
  shards: readonly Shard[],
  { marks }: LogState,
  { onTrouble }: Pick<Needs, 'onTrouble'>,
) {
  const from = shards.map(({ shard, first }) => [shard, marks[shard] ?? 0, first] as const)
  for (const [shard, mark, first] of from)
    if (first > mark + 1)
      onTrouble(
        new Failure(
          'conflict',
          `The messages ${mark + 1} to ${first - 1} of ${shard} are gone, and were never read.`,
        ),
      )
  return Object.fromEntries(from.map(([shard, mark]) => [shard, mark]))
}
