import { clamp } from '../clamp.ts'
import { isRecognised } from '../confirm.ts'
import type { NetworkEvidence, SiteEvidence } from '../evidence.ts'
import { defineRule } from '../rule.ts'
import type { Subject } from '../story.ts'
import { weights } from '../weights.ts'

const { workspace } = weights

const networkOf = ({ event, contact }: Subject) => {
  const evidence = event.ipNetwork === null ? null : contact.workspace.network(event.ipNetwork)
  const { networkContacts, networkClicks } = workspace
  const enough =
    evidence && evidence.contacts >= networkContacts && evidence.clicks >= networkClicks
  return enough ? evidence : null
}

/** Human against machine clicks, less the prior's own opinion; one imagined click each keeps few clicks humble. */
const odds = (human: number, all: number) =>
  Math.log((human + 1) / (Math.max(0, all - human) + 1)) - weights.prior.clicked

const confirmedShare = ({ confirmedContacts, contacts }: NetworkEvidence) =>
  Math.min(1, (2 * confirmedContacts) / contacts)

/** People click a few of a hundred messages; what clicks most of them is no person. */
function saturation(clicked: number, messages: number) {
  const { from, to, weight } = workspace.saturation
  return weight * clamp((clicked / messages - from) / (to - from), 0, 1)
}

const isWellKnown = ({ contacts, messages }: NetworkEvidence) =>
  messages >= contacts * workspace.saturationMessagesPerContact

/** Of clicks by people like this one: recognised by the site at other times, or not. */
function visitedShare({ clicks, visited, recognised }: SiteEvidence, isKnown: boolean) {
  const like = isKnown
    ? recognised
    : { clicks: clicks - recognised.clicks, visited: visited - recognised.visited }
  return like.clicks < workspace.siteClicks ? 0 : like.visited / like.clicks
}

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
    name: 'no-visit-after',
    words: 'No visit followed, though this site reports the visits of people who click',
    about: 'clicked',
    range: [workspace.noVisitWorst, 0],
    look: 'second',
    weigh(click) {
      const { visit, conversion, host, contact } = click
      if (visit || conversion || host === '') return null
      const site = contact.workspace.site(host)
      const visited = site ? visitedShare(site, isRecognised(click)) : 0
      if (visited < workspace.siteVisited) return null
      const weight = Math.log((1 - Math.min(visited, 0.95)) / (1 - workspace.machineVisits))
      return { weight: Math.max(workspace.noVisitWorst, weight), points: 'scanner' }
    },
  }),
]
