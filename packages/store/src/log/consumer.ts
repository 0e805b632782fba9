import { setTimeout as sleep } from 'node:timers/promises'
import { seconds } from '@airgraph/domain/units.ts'
import type { LogLedgers } from '../records/log-ledger.ts'
import { carry } from './carry.ts'
import type { ConsumeOptions, LogSink } from './event-log.ts'
import type { LogTransport } from './log-transport.ts'

interface Needs {
  readonly transport: LogTransport
  readonly ledgers: LogLedgers
  readonly sink: LogSink
}

/** Before it is tried again: to hold the ledger, or after trouble. */
const pause = seconds(1)

/** Carries whenever no other process does, until disposed. */
export function openConsumer(
  { transport, ledgers, sink }: Needs,
  {
    mostRows = 50_000,
    trimEvery = seconds(10),
    onCarried = () => {},
    onTrouble = () => {},
  }: ConsumeOptions = {},
): AsyncDisposable {
  const stopping = new AbortController()
  const { signal } = stopping

  const run = async () => {
    while (!signal.aborted) {
      try {
        await ledgers.hold(transport.name, (ledger) =>
          carry({ transport, ledger, sink, mostRows, trimEvery, onCarried, onTrouble, signal }),
        )
      } catch (trouble) {
        if (!signal.aborted) onTrouble(trouble)
      }
      await sleep(pause, undefined, { signal }).catch(() => {}) // woken to stop
    }
  }
  const running = run()
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}
