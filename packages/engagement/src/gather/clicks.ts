import { clickedIn, countedIn, isCounted } from '../counted.ts'
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

/** The counted ones among the messages of these clicks. */
export const messagesOf = (clicks: readonly Judged[]) =>
  new Set(clicks.map((c) => c.subject.message).filter(isCounted))

/** As hardly any person does, so that a scanner is likely behind it. */
const most = 0.25

export const clicksMost = (contact: Contact) => clickedIn(contact) > 1 + countedIn(contact) * most
