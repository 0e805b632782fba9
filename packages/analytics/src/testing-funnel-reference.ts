/** What the answer to a funnel question should be, worked out message by message from the words of its definition. */
import type { MailEvent } from '@airgraph/domain/event.ts'
import type { FunnelQuestion, FunnelStep } from '@airgraph/domain/question.ts'
import {
  classes,
  clockIn,
  type Message,
  messagesIn,
  ofMessage,
  passes,
  percentile,
} from './testing-reference.ts'

interface Walk {
  readonly group: string
  /** When each step was taken, as far as it went. */
  readonly reached: readonly number[]
}

/** All moments of a step, in no order. */
function timesOf(
  step: FunnelStep,
  message: Message,
  all: readonly MailEvent[],
  { engagement }: FunnelQuestion,
) {
  const { events, sent, delivered } = message
  if (step === 'sent') return [sent]
  if (step === 'delivered') return delivered === undefined ? [] : [Math.max(sent, delivered)]
  const contactId = events[0]?.contactId ?? null
  const isLoose = step === 'visited' || step === 'converted'
  const loose = all.filter(
    (event) => contactId !== null && event.messageId === null && event.contactId === contactId,
  )
  const chosen = classes[engagement] ?? [engagement]
  return [...events, ...(isLoose ? loose : [])]
    .filter(({ kind }) => kind === step)
    .filter((event) => event.engagement === null || chosen.includes(event.engagement.class))
    .map(({ occurredAt }) => occurredAt.getTime())
}

const least = (times: readonly number[]) => (times.length === 0 ? undefined : Math.min(...times))

function walk(
  message: Message,
  all: readonly MailEvent[],
  asked: FunnelQuestion,
): readonly number[] {
  const [first = 'sent', ...later] = asked.steps
  const began =
    first === 'delivered' ? message.delivered : least(timesOf(first, message, all, asked))
  if (began === undefined) return []
  const end = began + asked.withinHours * 3_600_000
  const reached = [began]
  for (const step of later) {
    const after = reached.at(-1) ?? began
    const next = least(timesOf(step, message, all, asked).filter((at) => at >= after && at <= end))
    if (next === undefined) break
    reached.push(next)
  }
  return reached
}

function walksOf(all: readonly MailEvent[], asked: FunnelQuestion, zone: string): readonly Walk[] {
  const clock = clockIn(zone)
  return [...messagesIn(all).values()].flatMap((message) => {
    const reached = walk(message, all, asked)
    const [began] = reached
    if (began === undefined) return []
    const { date, hour, weekday } = clock(began)
    const speak = (dimension: string) =>
      ({ hour, weekday })[dimension] ?? ofMessage(message, dimension)
    if (date < asked.from || date >= asked.to || !passes(asked.where, speak)) return []
    return [{ group: asked.by.map(speak).join(), reached }]
  })
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** By group, `other` for those that are not named: how many came to each step, and the median time from the one before. */
export function funnelReference(all: readonly MailEvent[], asked: FunnelQuestion, zone: string) {
  const walks = walksOf(all, asked, zone)
  const named = [...Map.groupBy(walks, ({ group }) => group)]
    .toSorted(([a, some], [b, more]) => more.length - some.length || byText(a, b))
    .slice(0, asked.limit)
    .map(([group]) => group)
  const grouped = Map.groupBy(walks, ({ group }) =>
    asked.by.length === 0 || named.includes(group) ? `is ${group}` : 'other',
  )
  const rows = asked.by.length === 0 && grouped.size === 0 ? [['is ', []] as const] : [...grouped]
  return Object.fromEntries(
    rows.map(([group, some]) => [
      group,
      asked.steps.map((step, i) => {
        const there = some.filter(({ reached }) => reached.length > i)
        const waits = there.map(({ reached }) => (reached[i] ?? 0) - (reached[i - 1] ?? 0))
        const median =
          i === 0
            ? null
            : percentile(
                waits.toSorted((a, b) => a - b),
                0.5,
              )
        return [step, there.length, median]
      }),
    ]),
  )
}
