import { defineRule, type Finding, type MachineClass } from '../rule.ts'
import type { Subject } from '../story.ts'
import { type Curve, weights } from '../weights.ts'

const { delay } = weights

/** Straight lines between the points over the logarithm of time, flat beyond the last. */
export function along(curve: Curve, milliseconds: number): number {
  const x = Math.log1p(Math.max(0, milliseconds) / 1_000)
  let [lowX, lowY] = [0, curve[0]?.[1] ?? 0]
  for (const [seconds, weight] of curve) {
    const highX = Math.log1p(seconds)
    if (x <= highX)
      return highX === lowX ? weight : lowY + ((weight - lowY) * (x - lowX)) / (highX - lowX)
    lowX = highX
    lowY = weight
  }
  return lowY
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

const curveOf = ({ kind, message }: Subject): Curve => {
  if (kind === 'clicked')
    return message.delivered === null ? delay.clickedSinceSent : delay.clickedSinceDelivered
  return message.delivered === null ? delay.openedSinceSent : delay.openedSinceDelivered
}

/** Weighed along the curve of its kind and clock. */
function weighDelay(subject: Subject, since: number | null): Finding | null {
  if (since === null || subject.at - since < -delay.tolerance) return null
  const weight = along(curveOf(subject), subject.at - since)
  const awaited = subject.event.stream === 'transactional' ? delay.awaited : 1
  return weight < 0 ? { weight: weight * awaited, points: early(subject) } : { weight }
}

const soon = (finding: Finding | null) => (finding && finding.weight < 0 ? finding : null)
const unhurried = (finding: Finding | null) => (finding && finding.weight > 0 ? finding : null)

const sinceDelivered = (subject: Subject) => weighDelay(subject, subject.message.delivered)
const sinceSent = (subject: Subject) =>
  subject.message.delivered === null ? weighDelay(subject, subject.message.sent) : null

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
