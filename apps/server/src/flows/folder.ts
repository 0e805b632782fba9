import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { totalRestingDays } from '@airgraph/store/events/fold/day-totals.ts'
import { foldRange } from '@airgraph/store/events/fold/fold.ts'
import { isUnderived, rebuild } from '@airgraph/store/events/fold/rebuild.ts'
import { notKept } from '@airgraph/store/events/going.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Logger } from 'pino'
import { createTurns } from '../turns.ts'
import type { Archives } from './archives.ts'
import { createRests } from './rest.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'cursors' | 'retention'>
  readonly archives: Pick<Archives, 'readyFor' | 'monthsOf'>
  readonly log: Pick<Logger, 'error'>
}

interface Patience {
  readonly atMost?: Millis
  readonly signal?: AbortSignal
}

export type Folder = Awaited<ReturnType<typeof openFolder>>

export const foldedCursor = 'folded'
const versionCursor = 'fold-version'
/** 1 while everything is derived anew. */
const derivingCursor = 'deriving'
/** So much of the sequence is folded in one pass. */
const stride = 100_000
const pauseAfterTrouble = seconds(1)
/** While more comes, and until somebody asks: a pass costs less per event the more have gathered. */
const restShare = 6
const longestRest = seconds(10)
/** Days are totalled when they have not changed for so long. */
const restSeconds = 60
const totallingBeat = seconds(30)

/** Derives all other tables from the log, pass by pass, from when it is opened. */
export async function openFolder({
  events,
  records: { cursors, retention },
  archives,
  log,
}: Needs) {
  const inTurn = createTurns()
  const ending = new AbortController()
  const listeners = new Set<() => void>()
  const waiting = new Set<() => void>()
  const atOpen = events.seq
  let folded = await cursors.read(foldedCursor)
  let foldedAt = new Date()
  let running: Promise<void> | null = null
  const rests = createRests(events)

  /** On the disk before it is used: no two folds have the same. */
  const nextVersion = async () => {
    const version = (await cursors.read(versionCursor)) + 1
    await cursors.advance(versionCursor, version)
    return version
  }

  /** A store that another version made has events and nothing else. What is stopped half-way is done again. */
  const isHalfDerived = (await cursors.read(derivingCursor)) === 1
  if (isHalfDerived || (folded === 0 && (await isUnderived(events)))) {
    await cursors.put(derivingCursor, 1)
    await rebuild(events, await nextVersion())
    await cursors.put(derivingCursor, 0)
  }

  const pass = async () => {
    const upTo = Math.min(events.seq, folded + stride)
    const again = folded < atOpen // a crash may have left any of it half done
    await archives.readyFor({ after: folded, upTo })
    const removed = await retention.removed()
    const unless = removed.length === 0 ? undefined : notKept(removed)
    await foldRange(events, { after: folded, upTo, version: await nextVersion(), again, unless })
    await cursors.advance(foldedCursor, upTo)
    folded = upTo
    foldedAt = new Date()
    for (const check of waiting) check()
    for (const listener of listeners) listener()
  }

  const run = async () => {
    while (!ending.signal.aborted && folded < events.seq) {
      const started = performance.now()
      try {
        await inTurn(pass)
        if (waiting.size === 0)
          await rests.whileMoreComes(
            Math.min((performance.now() - started) * restShare, longestRest),
          )
      } catch (error) {
        if (ending.signal.aborted) break
        log.error({ err: error }, 'folding stopped, and will go on')
        await rests.pause(pauseAfterTrouble)
      }
    }
    running = null
  }

  const wake = () => {
    if (!ending.signal.aborted && folded < events.seq) running ??= run() // a run without work would be over before it is noted
  }
  const stop = events.onSeq(wake)

  const totalDays = async (rest: number) => {
    await inTurn(() =>
      totalRestingDays(events, rest, nextVersion, (of) => archives.monthsOf(of as WorkspaceId)),
    )
  }
  const beat = setInterval(() => {
    if (folded >= events.seq)
      totalDays(restSeconds).catch((error: unknown) => {
        if (!ending.signal.aborted)
          log.error({ err: error }, 'totalling days failed, and is tried again')
      })
  }, totallingBeat)
  beat.unref()
  wake()

  return {
    /** Everything up to here is in the derived tables. */
    get folded() {
      return folded
    },
    /** As of when everything that was committed is in them. */
    get asOf() {
      return folded >= events.acknowledged ? new Date() : foldedAt
    },
    onFold(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Resolves when what is committed now is folded; or when that takes too long, or it all ends. */
    caughtUp({ atMost = seconds(600), signal }: Patience = {}): Promise<void> {
      const goal = events.acknowledged
      const ends = AbortSignal.any([ending.signal, ...(signal ? [signal] : [])])
      if (folded >= goal || ends.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const end = () => {
          waiting.delete(check)
          clearTimeout(timer)
          ends.removeEventListener('abort', end)
          resolve()
        }
        const check = () => {
          if (folded >= goal) end()
        }
        const timer = setTimeout(end, atMost)
        ends.addEventListener('abort', end)
        waiting.add(check)
        rests.hurry()
        if (goal > events.seq) events.allCommitted(ends).catch(() => {}) // hurries what is on its way
        wake()
      })
    },
    /** Makes the totals of all days now. */
    totalDays: () => totalDays(0),
    /** Runs something while nothing is being folded. */
    alone: inTurn,
    async [Symbol.asyncDispose]() {
      stop()
      clearInterval(beat)
      ending.abort()
      rests.hurry()
      await running
      await inTurn(async () => {})
    },
  }
}
