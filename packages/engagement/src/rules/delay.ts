import { defineRule, type Finding, type MachineClass } from '../rule.ts'
import type { Subject } from '../story.ts'
import { type Curve, weights } from '../weights.ts'

const { delay } = weights

/** Straight lines between the points over the logarithm of time, flat beyond the last. */
function drawn(curve: Curve): (milliseconds: number) => number {
  const points = curve.map(([seconds, weight]) => ({ x: Math.log1p(seconds), y: weight }))
  return (milliseconds) => {
    const x = Math.log1p(Math.max(0, milliseconds) / 1_000)
    const next = points.findIndex((point) => point.x >= x)
    const right = points.at(next)
    const left = next > 0 ? points[next - 1] : right
    if (!left || !right || left.x === right.x) return right?.y ?? 0
    return next < 0 ? right.y : left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x)
  }
}

/** Who would fetch an image early: a prefetching client, or else a scanner. */
const early = ({ kind, agent, event }: Subject): MachineClass => {
  if (kind === 'clicked') return 'scanner'
  const prefetching =
    agent.kind === 'image-proxy' ||
    agent.kind === 'bare-webkit' ||
    agent.kind === 'bare-mozilla' ||
    (agent.kind === 'unsaid' && event.mailboxProvider === 'apple')
  return prefetching ? 'prefetch' : 'scanner'
}

const weighed = {
  clicked: { delivered: drawn(delay.clickedSinceDelivered), sent: drawn(delay.clickedSinceSent) },
  opened: { delivered: drawn(delay.openedSinceDelivered), sent: drawn(delay.openedSinceSent) },
}

/** Weighed along the curve of its kind and clock. */
function weighDelay(subject: Subject, clock: 'delivered' | 'sent'): Finding | null {
  const since = subject.message[clock]
  if (since === null || subject.at - since < -delay.tolerance) return null
  const weight = weighed[subject.kind][clock](subject.at - since)
  const awaited = subject.event.stream === 'transactional' ? delay.awaited : 1
  return weight < 0 ? { weight: weight * awaited, points: early(subject) } : { weight }
}

const soon = (finding: Finding | null) => (finding && finding.weight < 0 ? finding : null)
const unhurried = (finding: Finding | null) => (finding && finding.weight > 0 ? finding : null)

const sinceDelivered = (subject: Subject) => weighDelay(subject, 'delivered')
const sinceSent = (subject: Subject) =>
  subject.message.delivered === null ? weighDelay(subject, 'sent') : null

const lowest = (...curves: readonly Curve[]) =>
  Math.min(...curves.flatMap((curve) => curve.map(([, weight]) => weight)))
const highest = (...curves: readonly Curve[]) =>
  Math.max(...curves.flatMap((curve) => curve.map(([, weight]) => weight)))

export const delayRules = [
  defineRule({
    name: 'soon-after-delivered',
    words: 'Too soon after delivery for most people',
    about: 'both',
    range: [lowest(delay.clickedSinceDelivered, delay.openedSinceDelivered), 0],
    look: 'first',
    weigh: (subject) => soon(sinceDelivered(subject)),
  }),
  defineRule({
    name: 'unhurried-after-delivered',
    words: 'As long after delivery as people take',
    about: 'both',
    range: [0, highest(delay.clickedSinceDelivered, delay.openedSinceDelivered)],
    look: 'first',
    weigh: (subject) => unhurried(sinceDelivered(subject)),
  }),
  defineRule({
    name: 'soon-after-sent',
    words: 'Too soon after sending for most people; when it was delivered is unknown',
    about: 'both',
    range: [lowest(delay.clickedSinceSent, delay.openedSinceSent), 0],
    look: 'first',
    weigh: (subject) => soon(sinceSent(subject)),
  }),
  defineRule({
    name: 'unhurried-after-sent',
    words: 'As long after sending as people take; when it was delivered is unknown',
    about: 'both',
    range: [0, highest(delay.clickedSinceSent, delay.openedSinceSent)],
    look: 'first',
    weigh: (subject) => unhurried(sinceSent(subject)),
  }),
  defineRule({
    name: 'before-delivered',
    words: 'Before the receiving server had taken the message: its gateway looked inside',
    about: 'both',
    range: [delay.beforeDeliveredClick, delay.beforeDeliveredOpen],
    look: 'first',
    weigh({ at, kind, message }) {
      if (message.delivered === null) return null
      const lead = message.delivered - at
      if (lead <= delay.tolerance || lead > delay.beforeDeliveredAtMost) return null
      return {
        weight: kind === 'clicked' ? delay.beforeDeliveredClick : delay.beforeDeliveredOpen,
        points: 'scanner',
      }
    },
  }),
]
