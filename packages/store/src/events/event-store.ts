import type { MailEvent, StoredEvent } from '@airgraph/domain/event.ts'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Sql } from '@airgraph/sql/sql.ts'
import type { LogSink } from '../log/event-log.ts'

/** What one statement may cost at most. Crossing one is a `Failure` ("too-expensive") that says which. */
export interface Limits {
  readonly seconds?: number
  readonly memoryBytes?: number
  /** Rows of the result. */
  readonly rows?: number
}

export interface QueryOptions {
  readonly limits?: Limits
  readonly signal?: AbortSignal | undefined
}

export interface Answered {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly rowsRead: number
  readonly milliseconds: number
}

/** Tables of which rows may be taken by a condition. */
export type Discardable =
  | 'events'
  | 'facts'
  | 'contact_days'
  | 'day_totals'
  | 'recent_events'
  | 'archived_contacts'
  | 'thawed'
  | 'removed_totals'

/** A condition that looks into another table, by the name that it has where the rows are. */
export type LocalSql = (local: (table: string) => Sql) => Sql

/** Where mail events live. Every implementation passes `eventStoreContract`. */
export interface EventStore extends AsyncDisposable {
  /**
   * Resolves when the events are on the disk, with the sequence of the last one; `null` where they are in a log, and
   * have no place yet. An id appended twice is one
   * event, and the first wins. Throws a `Failure`: "rate-limited" when too much is waiting, "unavailable" when
   * the engine refused; then nothing is acknowledged and the caller may repeat.
   */
  append(events: readonly MailEvent[]): Promise<{ readonly seq: number | null }>
  /** Puts newer revisions in the place of what is there; they are committed when it resolves. */
  rewrite(events: readonly StoredEvent[], signal?: AbortSignal): Promise<void>
  /** Resolves when everything that was acknowledged before is committed. */
  allCommitted(signal?: AbortSignal): Promise<void>
  /** Reads deduplicated. */
  query(sql: Sql, options?: QueryOptions): Promise<Answered>
  /**
   * The same as long as nothing is derived from events or taken away; `null` while that is done, and where other processes may
   * be doing it.
   */
  readonly edition: number | null
  /** A statement of ours that writes from what is stored; never one with somebody's question in it. */
  run(sql: Sql): Promise<void>
  /**
   * While this is done, parts of derived tables are not merged for having rested: what fills a table piece by piece would
   * have all of it written again after each.
   */
  untidied<T>(work: () => Promise<T>): Promise<T>
  /** Takes every row of these contacts off the disk, everywhere. */
  forget(workspaceId: WorkspaceId, contactIds: readonly ContactId[]): Promise<void>
  /** Takes every row of that workspace off the disk, everywhere. */
  forgetWorkspace(workspaceId: WorkspaceId): Promise<void>
  /** Takes the rows that the condition names off the disk, everywhere; of one month ("2026-03") where it is given. */
  discard(table: Discardable, which: Sql | LocalSql, month?: string): Promise<void>
  /** Everything up to here is committed. */
  readonly seq: number
  /** Everything up to here is acknowledged, as far as this process knows; `allCommitted` waits for it. */
  readonly acknowledged: number
  /** Calls when `seq` has moved on, whichever process committed; gives the way to stop. */
  onSeq(listener: () => void): () => void
  /** Calls with what this process has just committed; gives the way to stop. */
  onCommit(listener: (committed: readonly StoredEvent[]) => void): () => void
}

/** One into which a log can be carried. */
export interface StoreOfLog extends EventStore {
  readonly sink: LogSink
}
