import type { Bounce, EventKind } from '@airgraph/domain/event.ts'
import type { BounceReason } from './bounce-reason.ts'

export interface Why extends Bounce {
  readonly reason: BounceReason
}

/**
 * Why a message did not arrive, of the kinds that say so. What is tried again is soft; what was never tried, or was
 * refused for the sender's sake, says nothing against the address.
 */
export function bounceOf(kind: EventKind, why: Why): Bounce | undefined {
  if (kind === 'bounced') return why
  if (kind === 'deferred') return { ...why, class: 'soft' }
  if (kind === 'rejected') return { ...why, class: 'undetermined' }
  return undefined
}
