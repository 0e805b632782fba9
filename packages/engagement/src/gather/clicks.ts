import type { Judged } from '../judge.ts'
import { clockOf, type Contact } from '../story.ts'

/** At most so long after the message came: sooner than most people click. */
const prompt = 60_000

export const delayOf = ({ subject }: Judged) => {
  const clock = clockOf(subject.message)
  return clock === null ? null : subject.at - clock
}

export const isPrompt = (judged: Judged) => {
  const delay = delayOf(judged)
  return delay !== null && delay <= prompt
}

export const sum = <T>(items: readonly T[], of: (item: T) => number) =>
  items.reduce((total, item) => total + of(item), 0)

export const arrivedIn = ({ messages }: Contact) =>
  messages.filter((message) => clockOf(message) !== null).length

export const messagesOf = (clicks: readonly Judged[]) =>
  new Set(clicks.map((c) => c.subject.message))
