/** Messages of one shard, from `first` up to and with `last`. */
export interface LogRange {
  readonly shard: string
  readonly first: number
  readonly last: number
  /** Of the last message. */
  readonly key: string
}

/** The last message of a shard that is carried; its key tells it from any other that may come to be in its place. */
export interface LogMark {
  readonly position: number
  readonly key: string
}

/** What is carried next, written down before it is: whoever finds it does it again, with the same rows in the same places. */
export interface LogPlan {
  readonly ranges: readonly LogRange[]
  /** Place in the commit sequence of the first row. */
  readonly seqFirst: number
  readonly rows: number
  /** Events of the ranges, counted from 0, that repeat an earlier one and become no row. */
  readonly repeats: readonly number[]
  /** When it was made, in milliseconds: what is inserted again has the same moment, and so the same partition. */
  readonly at: number
}

/** How far a log is carried into the event store. */
export interface LogState {
  /** The last place that was given. */
  readonly seq: number
  /** By shard. */
  readonly marks: Readonly<Record<string, LogMark>>
  readonly pending: LogPlan | null
}
