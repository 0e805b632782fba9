import { clamp } from '../clamp.ts'
import { isRecognised } from '../confirm.ts'
import type { PlaceEvidence } from '../evidence.ts'
import { defineRule } from '../rule.ts'
import type { Subject } from '../story.ts'
import { weights } from '../weights.ts'

const { place: weight } = weights

function placeOf({ event: { ipNetwork, recipientDomain }, contact }: Subject) {
  if (ipNetwork === null || recipientDomain === null) return null
  return contact.workspace.place(ipNetwork, recipientDomain)
}

/** Visits after the place's other clicks, or none where one was to be expected. */
function byVisits(place: PlaceEvidence, click: Subject, visitedShare: number | null) {
  const usual = Math.min(weight.surelyVisits, visitedShare ?? 0)
  if (usual <= weight.machineVisits || place.clickedMessages < weight.clicks) return 0
  const own = click.visit !== null || click.conversion !== null
  const visited = Math.max(0, place.visitedMessages - Number(own))
  const missed = Math.max(0, place.unvisitedMessages - Number(!own && isRecognised(click)))
  return (
    visited * Math.log(usual / weight.machineVisits) +
    missed * Math.log((1 - usual) / (1 - weight.machineVisits))
  )
}

const byReading = ({ readMessages }: PlaceEvidence) =>
  Math.min(weight.readsBest, weight.reads * Math.log2(1 + readMessages))

function placeOdds(click: Subject) {
  const place = placeOf(click)
  if (!place) return 0
  const { visitedShare } = click.contact.workspace.usual
  const odds = byVisits(place, click, visitedShare) + byReading(place)
  return clamp(odds, weight.worst, weight.best)
}

/** What colleagues, or one guard for all of them, did at the same network. */
export const placeRules = [
  defineRule({
    name: 'people-place',
    words: 'From this network people of the recipient domain read, or visit what they clicked',
    about: 'clicked',
    range: [0, weight.best],
    look: 'second',
    weigh(click) {
      const odds = placeOdds(click)
      return odds > 0 ? { weight: odds } : null
    },
  }),
  defineRule({
    name: 'scanning-place',
    words: 'Clicks from this network for the recipient domain seldom lead to visits',
    about: 'clicked',
    range: [weight.worst, 0],
    look: 'second',
    weigh(click) {
      const odds = placeOdds(click)
      return odds < 0 ? { weight: odds, points: 'scanner' } : null
    },
  }),
]
