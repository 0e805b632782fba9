/** What the live stream says after a commit. */
export interface Committed {
  readonly seq: number
  /** How many events. */
  readonly count: number
  readonly lastReceivedAt: string
}

/** `null` for what a newer or a broken server might say. */
export function readCommitted(data: string): Committed | null {
  try {
    const { seq, count, lastReceivedAt } = Object(JSON.parse(data))
    if (Number.isNaN(Date.parse(lastReceivedAt))) return null
    return { seq: Number(seq), count: Number(count), lastReceivedAt }
  } catch {
    return null
  }
}
