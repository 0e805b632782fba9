import type { Ratio } from '@airgraph/domain/units.ts'
import { clickedIn, countedIn } from '../counted.ts'
import type { DomainEvidence, Evidence, SiteEvidence, UsualEvidence } from '../evidence.ts'
import { clockOf, type Contact, type Subject } from '../story.ts'
import { weights } from '../weights.ts'
import { clicksMost, sum } from './clicks.ts'

/** Fewer tell nothing. */
const enough = { messages: 200, clicks: 20, opens: 50 }

export const newHabits = () => ({
  /** Mail to consumers' mailboxes, where no company's gateway stands. */
  consumers: { messages: 0, clickedMessages: 0 },
  /** Opens through proxies that load at opening, and by people's own mail programs. */
  proxied: { prompt: 0, all: 0 },
  direct: { prompt: 0, all: 0 },
})
type Habits = ReturnType<typeof newHabits>

const isConsumers = ({ mailboxProvider }: Evidence) =>
  mailboxProvider !== null && mailboxProvider !== 'other'

export function addToHabits(habits: Habits, events: readonly Evidence[], contact: Contact) {
  if (events.some(isConsumers)) {
    habits.consumers.messages += countedIn(contact)
    habits.consumers.clickedMessages += clickedIn(contact)
  }
  if (clicksMost(contact)) return
  for (const subject of contact.subjects) if (subject.kind === 'opened') addOpen(habits, subject)
}

function addOpen(habits: Habits, { agent, message, at }: Subject) {
  const clock = clockOf(message)
  if (clock === null || message.awaited) return
  if (agent.kind === 'image-proxy') count(habits.proxied, at - clock)
  else if (agent.kind === 'ordinary') count(habits.direct, at - clock)
}

function count(opens: Habits['direct'], delay: number) {
  opens.all++
  opens.prompt += Number(delay <= weights.promptProxy.within)
}

interface Kept {
  readonly domains: Readonly<Record<string, DomainEvidence>>
  readonly sites: Readonly<Record<string, SiteEvidence>>
}

export const usualOf = ({ domains, sites }: Kept, habits: Habits): UsualEvidence => ({
  clickedShare: shareOf(habits.consumers) ?? atCompanies(Object.values(domains)),
  visitedShare: visitedShare(Object.values(sites)),
  promptProxyHumans: promptProxyHumans(habits),
})

type Clicked = Pick<DomainEvidence, 'messages' | 'clickedMessages'>

const shareOf = ({ messages, clickedMessages }: Clicked) =>
  messages < enough.messages ? null : ((clickedMessages / messages) as Ratio)

/** Commercial mail of which people click more is rare; mail that gateways click so much is not. */
const atMost = 0.1

function atCompanies(domains: readonly DomainEvidence[]) {
  const share = shareOf(quieterHalf(domains))
  return share === null ? null : (Math.min(atMost, share) as Ratio)
}

/** Where scanners guard, most is clicked: the domains that click less, with half of all messages, show what people do. */
function quieterHalf(domains: readonly DomainEvidence[]): Clicked {
  const half = sum(domains, ({ messages }) => messages) / 2
  const quiet = { messages: 0, clickedMessages: 0 }
  const share = (domain: Clicked) => domain.clickedMessages / domain.messages
  for (const domain of domains.toSorted((a, b) => share(a) - share(b))) {
    if (quiet.messages >= half) break
    quiet.messages += domain.messages
    quiet.clickedMessages += domain.clickedMessages
  }
  return quiet
}

function visitedShare(sites: readonly SiteEvidence[]): Ratio | null {
  const clicks = sum(sites, ({ recognised }) => recognised.clicks)
  if (clicks < enough.clicks) return null
  return (sum(sites, ({ recognised }) => recognised.visited) / clicks) as Ratio
}

/** Prompt against later opens, without a proxy and through one: what the proxies have more, they fetched themselves. */
function promptProxyHumans({ proxied, direct }: Habits): Ratio | null {
  if (proxied.all < enough.opens || direct.all < enough.opens) return null
  const odds = ({ prompt, all }: typeof direct) => (prompt + 1) / (all - prompt + 1)
  return Math.min(1, odds(direct) / odds(proxied)) as Ratio
}
