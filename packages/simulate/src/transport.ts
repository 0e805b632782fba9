/** What becomes of a message between the sender and the recipient's server. */
import type { Bounce } from '@airgraph/domain/event.ts'
import type { Message } from './outbox.ts'
import type { Run } from './run.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const noSuchUser: Bounce = {
  class: 'hard',
  reason: 'invalid-address',
  detail: '550 5.1.1 The email account that you tried to reach does not exist',
}
const overQuota: Bounce = {
  class: 'soft',
  reason: 'mailbox-full',
  detail: '452 4.2.2 The email account that you tried to reach is over quota',
}
const looksLikeSpam: Bounce = {
  class: 'soft',
  reason: 'spam',
  detail: '550 5.7.1 Message refused by local policy',
}
const noServer: Bounce = {
  class: 'undetermined',
  reason: 'dns',
  detail: '451 4.4.4 Temporary failure in name resolution',
}
const greylisted: Bounce = {
  class: 'soft',
  reason: 'deferred',
  detail: '451 4.7.1 Greylisting in action, please come back later',
}
const tooMany: Bounce = {
  class: 'soft',
  reason: 'rate-limited',
  detail: '421 4.7.28 Our system has detected an unusual rate of mail',
}
const gaveUp: Bounce = { class: 'soft', reason: 'expired', detail: '554 5.4.7 Delivery expired' }
const suppressed: Bounce = { class: 'hard', reason: 'suppressed', detail: '' }

/** When it was delivered; `null` when it never is. */
export function transport(run: Run, message: Message, at: number): number | null {
  const { contact, campaign } = message
  if (at >= contact.suppressedAt) {
    contact.refusals++
    run.outbox.message(message, 'rejected', at, { bounce: suppressed })
    return null
  }
  run.outbox.message(message, campaign.source.takes, at)
  const triedAt = at + 400 + run.random.logNormal(2 * second, 0.9)
  if (contact.mailboxIsGone) return bounceForGood(run, message, triedAt)
  const refusal = passingRefusal(run, message, triedAt)
  if (refusal) {
    run.outbox.message(message, 'bounced', triedAt, { bounce: refusal })
    return null
  }
  const deliveredAt = deferral(run, message, triedAt)
  if (deliveredAt !== null) run.outbox.message(message, 'delivered', deliveredAt)
  return deliveredAt
}

function bounceForGood(run: Run, message: Message, at: number) {
  run.outbox.message(message, 'bounced', at, { bounce: noSuchUser })
  message.contact.suppressedAt = at + 5 * minute
  return null
}

function passingRefusal({ random }: Run, { contact }: Message, at: number): Bounce | null {
  if (at < contact.fullUntil) return overQuota
  const draw = random.unit()
  if (draw < 0.0012) {
    contact.fullUntil = at + random.between(2, 25) * day
    return overQuota
  }
  if (draw < 0.0042) return looksLikeSpam
  return draw < 0.005 ? noServer : null
}

/** Most are taken at once; the others after some knocking, or never. */
function deferral(run: Run, message: Message, triedAt: number): number | null {
  const { random, outbox } = run
  const isSlow = run.slow.has(message.contact.mailbox)
  if (!random.chance(isSlow ? 0.3 : 0.012)) return triedAt
  const bounce = isSlow ? tooMany : greylisted
  let at = triedAt
  for (let tries = 1 + random.below(3); tries > 0; tries--) {
    outbox.message(message, 'deferred', at, { bounce })
    at += random.logNormal(18 * minute, 0.9)
  }
  if (!random.chance(0.05)) return at
  outbox.message(message, 'bounced', at + 30 * hour, { bounce: gaveUp })
  return null
}
