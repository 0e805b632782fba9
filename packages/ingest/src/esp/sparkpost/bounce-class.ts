import type { Bounce, EventKind } from '@airgraph/domain/event.ts'
import type { Why } from '../bounce.ts'
import { type BounceReason, reasonFrom } from '../bounce-reason.ts'

interface Meaning {
  readonly kind: EventKind
  readonly class: Bounce['class']
  readonly reason?: BounceReason
}

/** What their bounce classification codes mean. */
const meanings = new Map<string, Meaning>([
  ['1', { kind: 'bounced', class: 'undetermined' }],
  ['10', { kind: 'bounced', class: 'hard', reason: 'invalid-address' }],
  ['20', { kind: 'bounced', class: 'soft' }],
  ['21', { kind: 'bounced', class: 'soft', reason: 'dns' }],
  ['22', { kind: 'bounced', class: 'soft', reason: 'mailbox-full' }],
  ['23', { kind: 'bounced', class: 'soft', reason: 'too-large' }],
  ['24', { kind: 'bounced', class: 'soft', reason: 'expired' }],
  ['25', { kind: 'rejected', class: 'undetermined', reason: 'policy' }],
  ['26', { kind: 'rejected', class: 'undetermined', reason: 'suppressed' }],
  ['30', { kind: 'bounced', class: 'hard', reason: 'invalid-address' }],
  ['40', { kind: 'bounced', class: 'soft' }],
  ['50', { kind: 'rejected', class: 'undetermined', reason: 'blocked' }],
  ['51', { kind: 'rejected', class: 'undetermined', reason: 'blocked' }],
  ['52', { kind: 'rejected', class: 'undetermined', reason: 'spam' }],
  ['53', { kind: 'rejected', class: 'undetermined', reason: 'policy' }],
  ['54', { kind: 'rejected', class: 'undetermined', reason: 'policy' }],
  ['60', { kind: 'unknown', class: 'undetermined' }], // an automatic reply
  ['70', { kind: 'bounced', class: 'soft' }],
  ['80', { kind: 'resubscribed', class: 'undetermined' }],
  ['90', { kind: 'bounced', class: 'hard', reason: 'unsubscribed' }],
  ['100', { kind: 'unknown', class: 'undetermined' }], // a challenge to prove that a person wrote
])

const undetermined: Meaning = { kind: 'bounced', class: 'undetermined' }

export const meaningOf = (code: string | undefined): Meaning =>
  meanings.get(code ?? '') ?? undetermined

export function whyOf(code: string | undefined, detail: string): Why {
  const { class: severity, reason } = meaningOf(code)
  return { class: severity, reason: ownRefusal(detail) ?? reason ?? reasonFrom(detail), detail }
}

/** SparkPost itself did not send it. */
function ownRefusal(said: string): BounceReason | undefined {
  if (/suppressed/i.test(said)) return 'suppressed'
  return /rendering/i.test(said) ? 'rendering' : undefined
}
