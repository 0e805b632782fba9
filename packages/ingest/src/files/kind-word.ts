import { type EventKind, eventKinds } from '@airgraph/domain/event.ts'

export type FileKind = Exclude<EventKind, 'unknown'>

export const fileKinds = eventKinds.filter((kind) => kind !== 'unknown')

/** As other products call them. */
const others: Readonly<Record<string, FileKind>> = {
  processed: 'accepted',
  send: 'sent',
  delivery: 'delivered',
  deferral: 'deferred',
  bounce: 'bounced',
  dropped: 'rejected',
  open: 'opened',
  click: 'clicked',
  complaint: 'complained',
  spam: 'complained',
  spamreport: 'complained',
  unsubscribe: 'unsubscribed',
  resubscribe: 'resubscribed',
  reply: 'replied',
  visit: 'visited',
  conversion: 'converted',
  order: 'converted',
  purchase: 'converted',
  refund: 'refunded',
}

/** `null` for a word that nobody could know the meaning of. */
export function readKind(word: string): FileKind | null {
  const lower = word.trim().toLowerCase()
  if (Object.hasOwn(others, lower)) return others[lower] ?? null
  return fileKinds.find((kind) => kind === lower) ?? null
}
