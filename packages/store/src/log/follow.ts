import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import { decode } from './encode.ts'
import type { LogTransport } from './log-transport.ts'
import type { Taken } from './plan.ts'

interface Options {
  readonly transport: Pick<LogTransport, 'read'>
  /** Of each shard to follow, the position to go on after. */
  readonly from: Readonly<Record<string, number>>
  readonly mostRows: number
  readonly signal: AbortSignal
}

/** As they travel; some ten times as many when they are read. */
const mostBytes = 8 * 2 ** 20
/** So long an insert waits for company. */
const linger = 50

/**
 * What comes into the shards, in helpings of at most `mostRows` events, unless a single message has more. The next helping
 * is gathered while the last one is worked on, and no more than that. Ends when told to.
 */
export async function* follow({ transport, from, mostRows, signal }: Options) {
  const ended = new AbortController()
  const until = AbortSignal.any([signal, ended.signal])
  const gathered = createGathering(mostRows)
  until.addEventListener('abort', gathered.changed, { once: true })

  const pump = async (shard: string, after: number) => {
    for await (const { position, key, body } of transport.read(shard, after, until)) {
      while (gathered.isFull && !until.aborted) await gathered.change()
      gathered.add({ shard, position, key, events: decode(body) }, body.length)
    }
    if (!until.aborted)
      throw new Failure('unavailable', `Reading ${shard} has ended.`, { retry: 'later' })
  }
  const pumps = Object.entries(from).map(([shard, after]) =>
    pump(shard, after).catch((reason: unknown) => gathered.fail(reason)),
  )
  try {
    for (;;) {
      while (gathered.isEmpty && !signal.aborted) await gathered.change()
      if (signal.aborted) return
      if (!gathered.isFull) await sleep(linger)
      yield gathered.take()
    }
  } finally {
    ended.abort()
    await Promise.all(pumps)
  }
}

function createGathering(mostRows: number) {
  let waiting: Taken[] = []
  let rows = 0
  let bytes = 0
  let broken: { readonly reason: unknown } | null = null
  let next = Promise.withResolvers<void>()

  const changed = () => {
    next.resolve()
    next = Promise.withResolvers()
  }
  return {
    changed,
    get isFull() {
      return rows >= mostRows || bytes >= mostBytes
    },
    /** Throws where what fills it is broken. */
    get isEmpty() {
      if (broken !== null) throw broken.reason
      return waiting.length === 0
    },
    change: () => next.promise,
    add(message: Taken, size: number) {
      bytes += size
      waiting.push(message)
      rows += message.events.length
      changed()
    },
    take() {
      const fits = fitting(waiting, mostRows)
      const taken = waiting.slice(0, fits)
      waiting = waiting.slice(fits)
      rows = count(waiting)
      bytes *= waiting.length / (waiting.length + taken.length) // about
      changed()
      return taken
    },
    fail(reason: unknown) {
      broken = { reason }
      changed()
    },
  }
}

const count = (messages: readonly Taken[]) =>
  messages.reduce((sum, { events }) => sum + events.length, 0)

function fitting(messages: readonly Taken[], mostRows: number): number {
  let rows = 0
  const beyond = messages.findIndex(({ events }) => (rows += events.length) > mostRows)
  return beyond < 0 ? messages.length : Math.max(1, beyond)
}
