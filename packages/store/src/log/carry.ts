import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { Millis } from '@airgraph/domain/units.ts'
import type { LogLedger } from '../records/log-ledger.ts'
import type { LogSink } from './event-log.ts'
import { follow } from './follow.ts'
import type { LogTransport } from './log-transport.ts'
import { carried, insertOptions, planOf, rowsOf } from './plan.ts'
import { recover } from './recover.ts'
import { createRepeats } from './repeats.ts'
import { resume } from './resume.ts'
import { openTrimmer } from './trimmer.ts'

interface Needs {
  readonly transport: LogTransport
  readonly ledger: LogLedger
  readonly sink: LogSink
  readonly mostRows: number
  readonly trimEvery: Millis
  readonly onCarried: (events: readonly StoredEvent[]) => void
  readonly onTrouble: (trouble: unknown) => void
  readonly signal: AbortSignal
}

/**
 * Messages → plan, written down → rows, inserted under the plan's token → written down as carried. Stopped anywhere, it is
 * resumed by `recover`. Any trouble ends it: what is known then is only what the ledger says.
 */
export async function carry(needs: Needs): Promise<void> {
  const { transport, ledger, sink, mostRows, onCarried, onTrouble, signal } = needs
  await sink.begin()
  let state = await recover(needs)
  const tail = await sink.tail()
  state = { ...state, seq: Math.max(state.seq, tail.seq) }
  const isRepeat = createRepeats(tail.keys)
  const from = await resume(transport, state, onTrouble)
  await using trimmer = openTrimmer(needs)

  for await (const taken of follow({ transport, from, mostRows, signal })) {
    const plan = planOf(taken, state.seq + 1, isRepeat)
    const rows = rowsOf(taken, plan)
    if (rows.length > 0) {
      await ledger.write({ ...state, pending: plan })
      await sink.insert(rows, insertOptions(transport.name, plan))
    }
    state = carried(state, plan)
    await ledger.write(state)
    onCarried(rows)
    trimmer.note(state.marks)
  }
}
