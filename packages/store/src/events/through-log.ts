/** An event store before which there is a log: what is appended is acknowledged by the log, and carried into the store. */
import type { StoredEvent } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { EventLog } from '../log/event-log.ts'
import type { EventStore, StoreOfLog } from './event-store.ts'

interface Needs {
  readonly store: StoreOfLog
  readonly log: EventLog
  /** Up to here the log is carried, whichever process did it. */
  readonly committedSeq: () => Promise<number>
}

export interface LoggedEventStore extends EventStore {
  /** Carries the log into the store until disposed, whenever no other process does. */
  carry(onTrouble: (trouble: unknown) => void): AsyncDisposable
}

/** All that a process needs that only takes events. */
export const appendTo = (log: EventLog): Pick<EventStore, 'append'> => ({
  async append(events) {
    await log.append(events)
    return { seq: null }
  },
})

export function throughLog({ store, log, committedSeq }: Needs): LoggedEventStore {
  const listeners = new Set<(committed: readonly StoredEvent[]) => void>()
  let reached = 0
  const allCommitted = async (signal?: AbortSignal) => {
    await log.carried(signal).catch((error: unknown) => {
      throw signal?.aborted ? notYet(error) : error
    })
    reached = Math.max(reached, await committedSeq())
  }
  return {
    ...appendTo(log),
    get seq() {
      return Math.max(store.seq, reached) // it may know before the store has heard
    },
    get acknowledged() {
      return Math.max(store.seq, reached) // the log gives no places
    },
    async rewrite(events, signal) {
      if (events.length === 0) return
      await log.append(events)
      await allCommitted(signal)
    },
    allCommitted,
    query: (...asked) => store.query(...asked),
    get edition() {
      return store.edition
    },
    run: (statement) => store.run(statement),
    untidied: (work) => store.untidied(work),
    forget: (...whom) => store.forget(...whom),
    discard: (...rows) => store.discard(...rows),
    async forgetWorkspace(workspaceId) {
      await allCommitted() // what is on its way would come after
      await store.forgetWorkspace(workspaceId)
    },
    onSeq: (listener) => store.onSeq(listener),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    carry: (onTrouble) =>
      log.consume(store.sink, {
        onTrouble,
        onCarried: (events) => listeners.forEach((listener) => listener(events)),
      }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

const notYet = (cause: unknown) =>
  new Failure('unavailable', 'What is in the log is not stored yet.', { cause, retry: 'later' })
