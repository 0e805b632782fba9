import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import type { LogLedgers } from '../records/log-ledger.ts'
import type { LogState } from '../records/log-state.ts'
import { chunksOf } from './chunks.ts'
import { openConsumer } from './consumer.ts'
import type { EventLog } from './event-log.ts'
import type { LogTransport } from './log-transport.ts'

interface Needs {
  readonly transport: LogTransport
  readonly ledgers: LogLedgers
}

/** Bytes on their way to the log; what comes beyond has to wait outside. */
const mostOnTheirWay = 64 * 2 ** 20

const beat = 50

/** A log of whatever kind carries the messages. */
export function createEventLog({ transport, ledgers }: Needs): EventLog {
  let onTheirWay = 0
  let looked: Promise<LogState['marks']> | null = null
  /** Of all who wait, one looks. What it saw may be a beat old: then they look once more. */
  const marksLately = () =>
    (looked ??= ledgers
      .peek(transport.name)
      .then(({ marks }) => marks)
      .finally(() => setTimeout(() => (looked = null), beat).unref()))
  /** Of each shard where something is not carried yet, the first and the last of it. */
  const waiting = async () => {
    if (!transport.isReachable) throw isAway() // who asks how it is does not wait until it is better
    const [shards, { marks }] = await Promise.all([
      transport.shards(),
      ledgers.peek(transport.name),
    ])
    return shards
      .map(({ shard, first, last }) => {
        const carried = marks[shard]?.position ?? 0
        return { shard, from: Math.max(carried + 1, first), last }
      })
      .filter(({ from, last }) => from <= last)
  }
  return {
    async append(events) {
      const chunks = chunksOf(events, transport)
      const bytes = chunks.reduce((sum, { body }) => sum + body.length, 0)
      if (onTheirWay > 0 && onTheirWay + bytes > mostOnTheirWay) throw tooMuch(onTheirWay)
      onTheirWay += bytes
      try {
        const written = await Promise.allSettled(
          chunks.map(({ to, ...message }) => transport.write(to, message)),
        )
        const failed = written.find((one) => one.status === 'rejected')
        if (failed !== undefined) throw failed.reason
      } finally {
        onTheirWay -= bytes
      }
    },
    consume: (sink, options) => openConsumer({ transport, ledgers, sink }, options),
    async carried(signal) {
      const asked = await transport.shards()
      const isCarried = async () => {
        const marks = await marksLately()
        return asked.every(
          ({ shard, first, last }) => first > last || (marks[shard]?.position ?? 0) >= last,
        )
      }
      while (!(await isCarried())) await sleep(beat, undefined, { signal })
    },
    async carriedUpTo() {
      const now = new Date()
      const oldest = (await waiting()).map(({ shard, from }) => transport.writtenAt(shard, from))
      const moments = (await Promise.all(oldest)).map((at) => at ?? now)
      return new Date(Math.min(now.getTime(), ...moments.map((at) => at.getTime())))
    },
    async unread() {
      return (await waiting()).reduce((sum, { from, last }) => sum + last - from + 1, 0)
    },
    [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
  }
}

const isAway = () => new Failure('unavailable', 'The log cannot be reached.', { retry: 'later' })

const tooMuch = (bytes: number) =>
  new Failure('rate-limited', `${bytes} bytes are on their way to the log.`, { retry: 'later' })
