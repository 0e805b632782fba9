import type { Millis } from '@airgraph/domain/units.ts'
import { isConfirmed } from '../confirm.ts'
import { countedIn } from '../counted.ts'
import type { NetworkEvidence } from '../evidence.ts'
import type { Judged } from '../judge.ts'
import type { Contact } from '../story.ts'
import { delayOf, isPrompt, messagesOf, sum } from './clicks.ts'
import type { Tallies } from './tallies.ts'

const mostDomains = 100

export const newNetwork = () => ({
  seen: 0,
  contacts: 0,
  domains: new Set<string>(),
  promptClicks: 0,
  sweptClicks: 0,
  humanClicks: 0,
  confirmedContacts: 0,
  clickedMessages: 0,
  messages: 0,
  /** Clicks by delay: half powers of two of seconds, for a median that needs no memory. */
  delays: Array.from({ length: 64 }, () => 0),
})

export function addToNetworks(
  networks: Tallies<ReturnType<typeof newNetwork>>,
  contact: Contact,
  clicks: readonly Judged[],
) {
  for (const [network, own] of Map.groupBy(clicks, (c) => c.subject.event.ipNetwork)) {
    if (network === null) continue
    const tally = networks.of(network)
    tally.seen += own.length
    tally.contacts++
    const domain = own[0]?.subject.event.recipientDomain
    if (domain && tally.domains.size < mostDomains) tally.domains.add(domain)
    tally.promptClicks += own.filter(isPrompt).length
    tally.sweptClicks += own.filter(({ subject }) => subject.sweep).length
    tally.humanClicks += sum(own, ({ verdict }) => verdict.humanProbability)
    tally.confirmedContacts += Number(own.some(({ subject }) => isConfirmed(subject)))
    tally.clickedMessages += messagesOf(own).size
    tally.messages += countedIn(contact)
    for (const delay of own.map(delayOf)) if (delay !== null) countDelay(tally.delays, delay)
  }
}

function countDelay(delays: number[], delay: number) {
  const slot = Math.min(
    delays.length - 1,
    Math.floor(2 * Math.log2(1 + Math.max(0, delay) / 1_000)),
  )
  delays[slot] = (delays[slot] ?? 0) + 1
}

function medianOf(delays: readonly number[]): Millis | null {
  const all = sum(delays, (n) => n)
  let passed = 0
  const slot = delays.findIndex((n) => (passed += n) * 2 >= all && all > 0)
  return slot < 0 ? null : (Math.round((2 ** (slot / 2) - 1) * 1_000) as Millis)
}

export const closeNetwork = ({
  seen,
  domains,
  delays,
  ...counts
}: ReturnType<typeof newNetwork>): NetworkEvidence => ({
  ...counts,
  clicks: seen,
  recipientDomains: domains.size,
  medianDelay: medianOf(delays),
})
