/** One message, and its place in its shard. */
export interface LogMessage {
  readonly position: number
  /** As it was written with. */
  readonly key: string
  readonly body: Uint8Array
}

export interface Shard {
  /** Another one when the shard was made anew: its positions then mean something else. */
  readonly shard: string
  /** Of the oldest message that is kept; `last + 1` where none is. */
  readonly first: number
  readonly last: number
  /** How full it is, 0 to 1. */
  readonly filled: number
}

/**
 * What carries messages: durable, sharded, read by position and not by acknowledgement. A kind of log is one of these;
 * what is exactly once about it is in `carry.ts` and `recover.ts`, which know nothing of its kind.
 */
export interface LogTransport extends AsyncDisposable {
  /** Names the ledger. */
  readonly name: string
  /** Among how many shards messages are spread. */
  readonly spread: number
  /** The most that one message holds. */
  readonly mostBytes: number
  /** Durable when it resolves. A message whose key that shard has seen within hours is there already, and is not stored again. */
  write(to: number, message: { readonly key: string; readonly body: Uint8Array }): Promise<void>
  /** Whether the connection stands, as far as we know. */
  readonly isReachable: boolean
  shards(): Promise<readonly Shard[]>
  /** What comes after that position, in order, and waits for more. Ends when told to, or throws. */
  read(shard: string, after: number, signal: AbortSignal): AsyncIterable<LogMessage>
  /** Of the message at that position; `null` where none is. */
  keyAt(shard: string, position: number): Promise<string | null>
  /** When the first message from that position on was written; `null` where none is. */
  writtenAt(shard: string, from: number): Promise<Date | null>
  /** What is up to and with that position is not needed any more. */
  forget(shard: string, upTo: number): Promise<void>
}
