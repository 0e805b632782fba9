import { setTimeout as sleep } from 'node:timers/promises'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import { type Frame, lastOf } from './frames.ts'

interface Needs {
  /** Everything up to here is in the table already. */
  readonly seq: number
  /** All of them or none, on the disk when it resolves. */
  readonly insert: (frames: readonly Frame[]) => Promise<void>
  /** Everything up to there is in the table now. */
  readonly stored: (seq: number) => Promise<void>
  readonly mostRows: number
}

/** An insert has a cost of its own, whatever it brings: nobody who waits apart, there are a few in a second. */
const beat = 250 as Millis
const manyRows = 10_000
const pauseAfterTrouble = seconds(1)

/** Brings what is in the journal into the table, in its order, many frames at a time. What fails is tried again. */
export function createCarrier({ seq: begin, insert, stored, mostRows }: Needs) {
  const waiting: Frame[] = []
  let taken: Frame[] = []
  const listeners = new Set<() => void>()
  let seq = begin
  let added = begin
  let rows = 0
  let trouble: unknown = null
  let isEnding = false
  let isHurried = false
  let hurry = new AbortController()
  let running: Promise<void> | null = null

  const isBehind = () => rows > 0
  const take = () => {
    let many = 0
    const end = waiting.findIndex(({ rows: more }, at) => (many += more) > mostRows && at > 0)
    return waiting.splice(0, end < 0 ? waiting.length : end)
  }
  const pause = async (milliseconds: number) => {
    hurry = new AbortController()
    await sleep(milliseconds, null, { signal: hurry.signal }).catch(() => {})
  }
  const carry = async () => {
    isHurried = false
    if (taken.length === 0) taken = take()
    await insert(taken) // nobody knows what became of one that failed: the same is tried again
    for (const frame of taken) rows -= frame.rows
    seq = taken.reduce((last, frame) => Math.max(last, lastOf(frame)), seq)
    taken = []
    trouble = null
    for (const listener of listeners) listener()
    await stored(seq)
  }
  const run = async () => {
    while (isBehind()) {
      const started = performance.now()
      try {
        await carry()
      } catch (error) {
        trouble = error
        if (isEnding) break // it stays in the journal
        await pause(pauseAfterTrouble)
      }
      const rest = beat - (performance.now() - started)
      if (rest > 0 && !isEnding && !isHurried && rows < manyRows) await pause(rest)
    }
    running = null
  }
  const wake = () => {
    if (isBehind()) running ??= run()
  }
  const hurryUp = () => {
    isHurried = true
    hurry.abort()
  }

  return {
    get seq() {
      return seq
    },
    /** Rows that are acknowledged and not in the table yet. */
    get waitingRows() {
      return rows
    },
    /** Why what waits could not be inserted when it was tried last; `null` where it could, or nothing waits. */
    get trouble() {
      return isBehind() ? trouble : null
    },
    add(frame: Frame) {
      waiting.push(frame)
      rows += frame.rows
      added = lastOf(frame)
      wake()
      if (rows >= manyRows) hurry.abort()
    },
    /** Resolves when what was added before is in the table; rejects when the signal says so. */
    caughtUp(signal?: AbortSignal): Promise<void> {
      const goal = added
      if (seq >= goal) return Promise.resolve()
      hurryUp()
      return new Promise((resolve, reject) => {
        const end = () => {
          listeners.delete(check)
          signal?.removeEventListener('abort', late)
        }
        const check = () => {
          if (seq < goal) return
          end()
          resolve()
        }
        const late = () => {
          end()
          reject(signal?.reason as Error)
        }
        listeners.add(check)
        if (signal?.aborted) late()
        else signal?.addEventListener('abort', late, { once: true })
      })
    },
    async [Symbol.asyncDispose]() {
      isEnding = true
      hurryUp()
      await running
    },
  }
}
