import type { MailboxProvider } from '@airgraph/domain/event.ts'

/** Where a number begins to be a problem, and who says so. */
export interface Threshold {
  readonly metric: 'complaint-rate' | 'bounce-rate'
  /** To whose mail it applies; to all where absent. */
  readonly providers?: readonly MailboxProvider[]
  /** From here on it should be looked at, and from here on mail is at risk. */
  readonly attention: number
  readonly limit: number
  readonly source: string
  /** When it was last read there. Senders' rules drift: look again. */
  readonly seen: string
}

/** The first that fits counts. To change one, change it here with its source and the day. */
export const thresholds: readonly Threshold[] = [
  {
    metric: 'complaint-rate',
    providers: ['gmail', 'yahoo'],
    attention: 0.001,
    limit: 0.003,
    source: 'Gmail’s and Yahoo’s rules for bulk senders',
    seen: '2026-09',
  },
  {
    metric: 'complaint-rate',
    providers: ['microsoft'],
    attention: 0.001,
    limit: 0.002,
    source: 'Validity’s certification, for Microsoft',
    seen: '2026-09',
  },
  {
    metric: 'complaint-rate',
    attention: 0.001,
    limit: 0.005,
    source: 'Amazon SES: review and pause of sending',
    seen: '2026-09',
  },
  {
    metric: 'bounce-rate',
    attention: 0.05,
    limit: 0.1,
    source: 'Amazon SES: review and pause of sending',
    seen: '2026-09',
  },
]

export const thresholdFor = (metric: Threshold['metric'], provider: string) =>
  thresholds.find(
    (one) => one.metric === metric && (one.providers?.some((name) => name === provider) ?? true),
  )
