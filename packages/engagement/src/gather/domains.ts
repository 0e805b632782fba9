import { countedIn } from '../counted.ts'
import type { DomainEvidence, Evidence } from '../evidence.ts'
import type { Judged } from '../judge.ts'
import type { Contact, Message } from '../story.ts'
import { isPrompt, messagesOf, sum } from './clicks.ts'
import type { Tallies } from './tallies.ts'

export const newDomain = () => ({
  seen: 0,
  contacts: 0,
  clickedMessages: 0,
  promptlyClickedMessages: 0,
  sweptMessages: 0,
  humanClickedMessages: 0,
})

export function addToDomain(
  domains: Tallies<ReturnType<typeof newDomain>>,
  events: readonly Evidence[],
  contact: Contact,
  clicks: readonly Judged[],
) {
  const domain = events.find(({ recipientDomain }) => recipientDomain !== null)?.recipientDomain
  if (!domain) return
  const tally = domains.of(domain)
  tally.seen += countedIn(contact)
  tally.contacts++
  tally.clickedMessages += messagesOf(clicks).size
  tally.promptlyClickedMessages += messagesOf(clicks.filter(isPrompt)).size
  tally.sweptMessages += messagesOf(clicks.filter(({ subject }) => subject.sweep)).size
  tally.humanClickedMessages += sum([...likeliestClicks(clicks).values()], (p) => p)
}

function likeliestClicks(clicks: readonly Judged[]) {
  const likeliest = new Map<Message, number>()
  for (const { subject, verdict } of clicks)
    likeliest.set(
      subject.message,
      Math.max(likeliest.get(subject.message) ?? 0, verdict.humanProbability),
    )
  return likeliest
}

export const closeDomain = ({ seen, ...counts }: ReturnType<typeof newDomain>): DomainEvidence => ({
  ...counts,
  messages: seen,
})
