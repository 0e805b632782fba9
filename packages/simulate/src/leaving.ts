/** How people stop being written to: unsubscribing and complaining compete, and weariness feeds both. */
import type { Message } from './outbox.ts'
import type { Run } from './run.ts'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute

interface Mood {
  readonly hasRead: boolean
  /** Mails a week beyond what the contact is used to. */
  readonly extra: number
}

/** `at`: when the message was read, or delivered to somebody who did not. */
export function leave(run: Run, message: Message, at: number, { hasRead, extra }: Mood) {
  const { random } = run
  const { contact, campaign } = message
  if (campaign.stream === 'transactional' || contact.leftAt !== Infinity) return
  const worn = Math.exp(0.3 * Math.min(extra, 4))
  const complains = (hasRead ? 0.0004 : 0.00015) * worn * (contact.isWeary ? 4 : 1)
  const unsubscribes = (hasRead ? 0.004 : 0.0004) * worn
  const draw = random.unit()
  if (draw < complains) complain(run, message, at)
  else if (draw < complains + unsubscribes) unsubscribe(run, message, at)
}

/** Nothing at all is sent to them afterwards. Gmail keeps complaints to itself: the sender never knows. */
function complain({ random, outbox }: Run, message: Message, at: number) {
  const { contact } = message
  if (contact.mailbox === 'gmail') return
  const complainedAt = at + random.logNormal(40 * second, 1)
  outbox.message(message, 'complained', complainedAt)
  contact.leftAt = complainedAt
  contact.suppressedAt = Math.min(contact.suppressedAt, complainedAt + 30 * minute)
}

function unsubscribe(run: Run, message: Message, at: number) {
  const { random, outbox } = run
  const { contact } = message
  const leftAt = at + random.logNormal(25 * second, 0.9)
  outbox.message(message, 'unsubscribed', leftAt)
  contact.leftAt = leftAt
  if (random.chance(0.03)) comeBack(run, message, leftAt + random.between(4, 26) * day)
}

function comeBack({ agenda, outbox }: Run, message: Message, backAt: number) {
  const { contact } = message
  agenda.put({
    at: backAt,
    go(at) {
      outbox.message(message, 'resubscribed', at)
      contact.leftAt = Infinity
      contact.slips = 0
    },
  })
}
