import type { Committed } from '@airgraph/contract/live.ts'

/** Of what the live stream says, what this page uses. `null` for what a newer or a broken server might say. */
export function readCommitted(data: string): Pick<Committed, 'lastReceivedAt'> | null {
  try {
    const { lastReceivedAt } = Object(JSON.parse(data))
    const isMoment = typeof lastReceivedAt === 'string' && !Number.isNaN(Date.parse(lastReceivedAt))
    return isMoment ? { lastReceivedAt } : null
  } catch {
    return null
  }
}
