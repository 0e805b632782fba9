import type { EventKind } from '@airgraph/domain/event.ts'

const words: Readonly<Record<EventKind, string>> = {
  accepted: 'Accepted for sending',
  sent: 'Sent',
  delivered: 'Delivered',
  deferred: 'Put off',
  bounced: 'Bounced',
  rejected: 'Not sent on',
  opened: 'Opened',
  clicked: 'Clicked',
  complained: 'Marked as spam',
  unsubscribed: 'Unsubscribed',
  resubscribed: 'Subscribed again',
  replied: 'Replied',
  visited: 'Visited',
  converted: 'Converted',
  refunded: 'Refunded',
  custom: 'Custom event',
  unknown: 'Unknown event',
}

/** What happened, of any kind: a newer server may know more of them. */
export const kindWords: Readonly<Partial<Record<string, string>>> = words
