import type { Bounce } from '@airgraph/domain/event.ts'
import type { BounceReason } from './bounce-reason.ts'

/** Amazon's words for bounces, which those who send through Amazon pass on. */
export const amazonClasses: ReadonlyMap<string, Bounce['class']> = new Map([
  ['Permanent', 'hard'],
  ['Transient', 'soft'],
])

export const amazonSubTypes: ReadonlyMap<string, BounceReason> = new Map([
  ['NoEmail', 'invalid-address'],
  ['Suppressed', 'suppressed'],
  ['OnAccountSuppressionList', 'suppressed'],
  ['OnTenantSuppressionList', 'suppressed'],
  ['EmailValidationSuppressed', 'suppressed'],
  ['UnsubscribedRecipient', 'unsubscribed'],
  ['MailboxFull', 'mailbox-full'],
  ['MessageTooLarge', 'too-large'],
  ['ContentRejected', 'spam'],
  ['AttachmentRejected', 'policy'],
  ['CustomTimeoutExceeded', 'expired'],
])
