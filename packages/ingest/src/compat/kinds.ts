import type { EventKind } from '@airgraph/domain/event.ts'

/** Segment's spec of e-mail and orders, and what those who send it events call the rest. Letters and digits only. */
const kinds = new Map<string, EventKind>([
  ['emailsent', 'sent'],
  ['emaildelivered', 'delivered'],
  ['emaildeferred', 'deferred'],
  ['emailbounced', 'bounced'],
  ['emaildropped', 'rejected'],
  ['emailrejected', 'rejected'],
  ['emailfailed', 'rejected'],
  ['emailopened', 'opened'],
  ['emaillinkclicked', 'clicked'],
  ['emailclicked', 'clicked'],
  ['emailmarkedasspam', 'complained'],
  ['emailcomplained', 'complained'],
  ['emailunsubscribed', 'unsubscribed'],
  ['unsubscribed', 'unsubscribed'],
  ['emailresubscribed', 'resubscribed'],
  ['emailreplied', 'replied'],
  ['ordercompleted', 'converted'],
  ['orderrefunded', 'refunded'],
])

/** What a client's event is in our words, whether it is written "Email Opened", "email_opened" or "emailOpened". */
export const kindOf = (name: string): EventKind =>
  kinds.get(name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')) ?? 'custom'
