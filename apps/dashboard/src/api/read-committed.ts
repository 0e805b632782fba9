import type { Committed } from '@airgraph/contract/live.ts'

/** Of what the live stream says, what this page uses. */
export interface News extends Pick<Committed, 'lastReceivedAt'> {
  /** `null` where it may have been any. */
  readonly days: Committed['days'] | null
}

const day = /^\d{4}-\d\d-\d\d$/

/** `null` for what a newer or a broken server might say. */
export function readCommitted(data: string): News | null {
  try {
    const { lastReceivedAt, days } = Object(JSON.parse(data))
    const isMoment = typeof lastReceivedAt === 'string' && !Number.isNaN(Date.parse(lastReceivedAt))
    return isMoment ? { lastReceivedAt, days: readDays(days) } : null
  } catch {
    return null
  }
}

function readDays(said: unknown): News['days'] {
  const { first, last } = Object(said)
  return day.test(String(first)) && day.test(String(last)) ? { first, last } : null
}
