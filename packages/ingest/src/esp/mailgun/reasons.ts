import type { Why } from '../bounce.ts'
import { type BounceReason, reasonFrom } from '../bounce-reason.ts'

/** Mailgun did not try: the address is on one of its lists. The codes are those of the old style. */
const suppressions = new Map<string, BounceReason>([
  ['suppress-bounce', 'suppressed'],
  ['605', 'suppressed'],
  ['suppress-unsubscribe', 'unsubscribed'],
  ['606', 'unsubscribed'],
  ['suppress-complaint', 'complained'],
  ['607', 'complained'],
])

/** `reason` or, in the old style, `code`. */
export const suppressionOf = (...words: readonly (string | undefined)[]) =>
  words.map((word) => suppressions.get(word ?? '')).find((reason) => reason !== undefined)

const reasons = new Map<string, BounceReason>([
  ['greylisted', 'greylisted'],
  ['espblock', 'blocked'],
  ['old', 'expired'],
])

export interface Failed {
  /** Their own verdict: `soft` where the message, not the address, was refused for good. */
  readonly type?: string | undefined
  readonly reason: string | undefined
  readonly code: string | undefined
  readonly said: string
}

export const whyOf = ({ type, reason, code, said }: Failed): Why => ({
  class: type === 'soft' || isAboutUs(reason) ? 'soft' : 'hard',
  reason:
    suppressionOf(reason, code) ?? reasons.get(reason ?? '') ?? reasonFrom(`${code ?? ''} ${said}`),
  detail: said,
})

/** Given up on, or the sender was refused: no reason to silence the address for good. */
const isAboutUs = (reason: string | undefined) => reason === 'old' || reason === 'espblock'
