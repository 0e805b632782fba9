/** Messages of one shard, from `first` up to and with `last`. */
export interface LogRange {
  readonly shard: string
  readonly first: number
  readonly last: number
}

/** What is carried next, written down before it is: whoever finds it does it again, with the same rows in the same places. */
export interface LogPlan {
  readonly ranges: readonly LogRange[]
  /** Place in the commit sequence of the first row. */
  readonly seqFirst: number
  readonly rows: number
  /** Events of the ranges, counted from 0, that repeat an earlier one and become no row. */
  readonly repeats: readonly number[]
}

/** How far a log is carried into the event store. */
export interface LogState {
  /** The last place that was given. */
  readonly seq: number
  /** Of each shard, the last message that is carried. */
  readonly marks: Readonly<Record<string, number>>
  readonly pending: LogPlan | null
}
