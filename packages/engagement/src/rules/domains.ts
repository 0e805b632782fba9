import { clamp } from '../clamp.ts'
import { clickedIn, countedIn, isCounted } from '../counted.ts'
import type { DomainEvidence } from '../evidence.ts'
import { defineRule } from '../rule.ts'
import { type Contact, once, type Subject } from '../story.ts'
import { weights } from '../weights.ts'

const { domain: weight } = weights

/** The domain's messages, but for the click's own: which would speak for itself. */
function others({ contacts, clickedMessages, messages }: DomainEvidence, { message }: Subject) {
  const own = Number(isCounted(message))
  return { contacts, clicked: Math.max(0, clickedMessages - own), messages: messages - own }
}

/** Odds that a person clicked, by how much of its mail the domain clicks, against what people usually click. */
function oddsBy({ contacts, clicked, messages }: ReturnType<typeof others>, usual: number) {
  const atMost = usual * (1 + weight.spread / Math.sqrt(contacts))
  const undecided = atMost + usual
  const share = (clicked + weight.patience * undecided) / (messages + weight.patience)
  const rest = usual * weight.rest
  return Math.log((usual + rest) / (Math.max(0, share - atMost) + rest))
}

/** Small where the usual itself is much. */
const trust = (usual: number) =>
  clamp((weight.usualTo - usual) / (weight.usualTo - weight.usualFrom), 0, 1)

function domainOdds(click: Subject): number {
  const { recipientDomain } = click.event
  const { workspace } = click.contact
  const usual = workspace.usual.clickedShare
  const domain = recipientDomain === null ? null : workspace.domain(recipientDomain)
  if (!domain || usual === null || usual === 0) return 0
  const odds = oddsBy(others(domain, click), usual)
  return odds < 0 ? Math.max(weight.worst, odds) : Math.min(weight.best, odds) * trust(usual)
}

/** Whether the contact clicks most of its messages, whatever its domain does. */
const clicksMuch = (contact: Contact) =>
  once(contact, 'clicks-much', () => {
    const messages = countedIn(contact)
    return messages >= weight.contactMessages && clickedIn(contact) / messages >= weight.contactMost
  })

/** Whether a scanner guards the recipient's domain. */
export const domainRules = [
  defineRule({
    name: 'quiet-domain',
    words: 'This recipient domain clicks no more of its mail than people do: no scanner guards it',
    about: 'clicked',
    range: [0, weight.best],
    look: 'second',
    weigh(click) {
      const odds = domainOdds(click)
      return odds > 0 && !clicksMuch(click.contact) ? { weight: odds } : null
    },
  }),
  defineRule({
    name: 'scanned-domain',
    words: 'This recipient domain clicks more of its mail than people do: a scanner guards it',
    about: 'clicked',
    range: [weight.worst, 0],
    look: 'second',
    weigh(click) {
      const odds = domainOdds(click)
      return odds < 0 ? { weight: odds, points: 'scanner' } : null
    },
  }),
]
