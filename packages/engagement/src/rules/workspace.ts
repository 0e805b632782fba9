import { defineRule } from '../rule.ts'
import type { Subject } from '../story.ts'
import { weights } from '../weights.ts'
import type { DomainEvidence, NetworkEvidence } from '../evidence.ts'

const { workspace } = weights

const networkOf = ({ event, contact }: Subject) => {
  const evidence = event.ipNetwork === null ? null : contact.workspace.network(event.ipNetwork)
  const { networkContacts, networkClicks } = workspace
  const enough =
    evidence && evidence.contacts >= networkContacts && evidence.clicks >= networkClicks
  return enough ? evidence : null
}

/** Where the network itself is known, its domain has nothing to add. */
const domainOf = (click: Subject) => {
  if (networkOf(click)) return null
  const { event, contact } = click
  const { recipientDomain } = event
  const evidence = recipientDomain === null ? null : contact.workspace.domain(recipientDomain)
  const { domainContacts, domainMessages } = workspace
  const enough =
    evidence && evidence.contacts >= domainContacts && evidence.messages >= domainMessages
  return enough ? evidence : null
}

/** Human against machine clicks, less the prior's own opinion; one imagined click each keeps few clicks humble. */
const odds = (human: number, all: number) =>
  Math.log((human + 1) / (Math.max(0, all - human) + 1)) - weights.prior.clicked

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

const confirmedShare = ({ confirmedContacts, contacts }: NetworkEvidence) =>
  Math.min(1, (2 * confirmedContacts) / contacts)

/** People click a few of a hundred messages; what clicks most of them is no person. */
function saturation(clicked: number, messages: number) {
  const { from, to, weight } = workspace.saturation
  return weight * clamp((clicked / messages - from) / (to - from), 0, 1)
}

const isWellKnown = ({ contacts, messages }: NetworkEvidence) =>
  messages >= contacts * workspace.saturationMessagesPerContact

/** How much more clicks of this domain are machines' than the prior thinks; half of it, for its people click too. */
const domainWeight = ({ humanClickedMessages, clickedMessages }: DomainEvidence) =>
  clamp(odds(humanClickedMessages, clickedMessages) / 2, workspace.domainWorst, 0)

export const workspaceRules = [
  defineRule({
    name: 'scanning-network',
    words: 'This network clicks for many contacts as machines do',
    about: 'clicked',
    range: [workspace.networkWorst, 0],
    look: 'second',
    weigh(click) {
      const evidence = networkOf(click)
      if (!evidence) return null
      const weight = clamp(odds(evidence.humanClicks, evidence.clicks), workspace.networkWorst, 0)
      return weight < 0 ? { weight, points: 'scanner' } : null
    },
  }),
  defineRule({
    name: 'people-network',
    words: 'Many contacts click from this network as people do, and visits confirm it',
    about: 'clicked',
    range: [0, workspace.networkBest],
    look: 'second',
    weigh(click) {
      const evidence = networkOf(click)
      if (!evidence) return null
      const weight = clamp(odds(evidence.humanClicks, evidence.clicks), 0, workspace.networkBest)
      return weight > 0 ? { weight: weight * confirmedShare(evidence) } : null
    },
  }),
  defineRule({
    name: 'network-clicks-everything',
    words: 'This network clicks most messages of the contacts whom it clicks for',
    about: 'clicked',
    range: [workspace.saturation.weight, 0],
    look: 'second',
    weigh(click) {
      const evidence = networkOf(click)
      if (!evidence || !isWellKnown(evidence)) return null
      const weight = saturation(evidence.clickedMessages, evidence.messages)
      return weight < 0 ? { weight, points: 'scanner' } : null
    },
  }),
  defineRule({
    name: 'scanned-domain',
    words: 'The clicks of this recipient domain are mostly machines’',
    about: 'clicked',
    range: [workspace.domainWorst, 0],
    look: 'second',
    weigh(click) {
      const evidence = domainOf(click)
      const weight = evidence ? domainWeight(evidence) : 0
      return weight < 0 ? { weight, points: 'scanner' } : null
    },
  }),
  defineRule({
    name: 'domain-clicks-everything',
    words: 'Most messages to this recipient domain are clicked, more than people do',
    about: 'clicked',
    range: [workspace.saturation.weight, 0],
    look: 'second',
    weigh(click) {
      const evidence = domainOf(click)
      const weight = evidence
        ? saturation(evidence.clickedMessages, evidence.messages) * workspace.domainSaturation
        : 0
      return weight < 0 ? { weight, points: 'scanner' } : null
    },
  }),
  defineRule({
    name: 'no-visit-after',
    words: 'No visit followed, though this site reports the visits of people who click',
    about: 'clicked',
    range: [workspace.noVisitWorst, 0],
    look: 'second',
    weigh({ visit, conversion, host, contact }) {
      if (visit || conversion || host === '') return null
      const site = contact.workspace.site(host)
      if (!site || site.clicks < workspace.siteClicks) return null
      const visited = site.visited / site.clicks
      if (visited < workspace.siteVisited) return null
      const weight = Math.log((1 - Math.min(visited, 0.95)) / (1 - workspace.machineVisits))
      return { weight: Math.max(workspace.noVisitWorst, weight), points: 'scanner' }
    },
  }),
]
