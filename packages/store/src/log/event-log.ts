import type { MailEvent, StoredEvent } from '@airgraph/domain/event.ts'
import type { EventId } from '@airgraph/domain/ids.ts'
import type { Millis } from '@airgraph/domain/units.ts'

/** An event on its way; with a revision when it takes the place of what is stored. The log gives `seq`, whatever it says. */
export type Logged = MailEvent | StoredEvent

/** What stands between those who take events and the event store. Every implementation passes `eventLogContract`. */
export interface EventLog extends AsyncDisposable {
  /**
   * Resolves when every event is in the log, durable. Throws a `Failure`: "rate-limited" when the log is full,
   * "unavailable" when it cannot be reached, "too-large" when no message can hold an event. Then nothing is acknowledged,
   * though a part may be in the log: the caller repeats all of it, and what is there already stays one.
   */
  append(events: readonly Logged[]): Promise<void>
  /**
   * Carries what is in the log into the sink, until disposed. Of all processes that consume a log one does at a time; when
   * it ends, another goes on where it was.
   */
  consume(sink: LogSink, options?: ConsumeOptions): AsyncDisposable
  /** Resolves when all that is in the log now is in a sink, whichever process carries it; rejects when the signal says so. */
  carried(signal?: AbortSignal): Promise<void>
  /** What was appended before that moment is in a sink. */
  carriedUpTo(): Promise<Date>
  /** Messages that are in the log and not in a sink yet. */
  unread(): Promise<number>
}

/**
 * Where the events go. Every event comes in once in effect: an insert whose outcome nobody knows is done again with the
 * same rows, in the same places, with the same token.
 */
export interface LogSink {
  /** Of whoever carries it comes first: ends what another has begun, so that nothing comes in that is not looked for. */
  begin(): Promise<void>
  /** Durable when it resolves. Does nothing when it has seen the token lately. */
  insert(events: readonly StoredEvent[], options: InsertOptions): Promise<void>
  /** What is stored in these places of the sequence, from `first` up to and with `last`. */
  stored(places: {
    readonly first: number
    readonly last: number
  }): Promise<readonly { readonly seq: number; readonly eventId: EventId }[]>
  /** The last place in use, and the keys (`keyOf`) of what was stored lately: its repeats become no rows. */
  tail(): Promise<{ readonly seq: number; readonly keys: Iterable<string> }>
}

export interface InsertOptions {
  readonly token: string
  /** The same whenever the rows come: a table that is partitioned by it looks for the token where it is. */
  readonly committedAt: Date
}

export interface ConsumeOptions {
  /** The most that one insert carries, unless a single message has more. */
  readonly mostRows?: number
  /** How often the log is let forget what is carried. */
  readonly trimEvery?: Millis
  /** Told of what is in the sink, and written down as carried. */
  readonly onCarried?: (events: readonly StoredEvent[]) => void
  /** Told of everything that went wrong; it is tried again by itself. */
  readonly onTrouble?: (trouble: unknown) => void
}

/** Equal for repeats of one event. */
export const keyOf = ({ workspaceId, eventId }: Pick<Logged, 'workspaceId' | 'eventId'>) =>
  `${workspaceId}/${eventId}`

export const revisionOf = (event: Logged) => ('revision' in event ? event.revision : 0)
