import { ownerOf } from '../address-blocks.ts'
import { isRecognised } from '../confirm.ts'
import type { PlaceEvidence } from '../evidence.ts'
import { agrees, around, clockOf, type Contact, type Message, type Subject } from '../story.ts'
import type { Tallies } from './tallies.ts'

/** Later than this after the message came, a machine that guards it has mostly looked already. */
const late = 600_000
/** A scanner that loads images clicks at the same moment. */
const beside = 15_000

export const newPlace = () => ({
  seen: 0,
  contacts: 0,
  visitedMessages: 0,
  unvisitedMessages: 0,
  readMessages: 0,
})

export const placeKey = (ipNetwork: string, recipientDomain: string) =>
  `${ipNetwork} ${recipientDomain}`

export function addToPlaces(places: Tallies<ReturnType<typeof newPlace>>, contact: Contact) {
  for (const [key, subjects] of Map.groupBy(contact.subjects, keyOf)) {
    if (key === null) continue
    const clicks = subjects.filter(({ kind }) => kind === 'clicked')
    const visited = messagesOf(clicks.filter(isFollowedUp))
    const read = messagesOf(subjects.filter(isReading))
    const seen = messagesOf(clicks).size + read.size
    if (seen === 0) continue
    const tally = places.of(key)
    tally.seen += seen
    tally.contacts++
    tally.visitedMessages += visited.size
    tally.unvisitedMessages += messagesOf(clicks.filter(isRecognised)).difference(visited).size
    tally.readMessages += read.size
  }
}

const keyOf = ({ event: { ipNetwork, recipientDomain } }: Subject) =>
  ipNetwork && recipientDomain ? placeKey(ipNetwork, recipientDomain) : null

const messagesOf = (subjects: readonly Subject[]) =>
  new Set<Message>(subjects.map(({ message }) => message))

const isFollowedUp = ({ visit, conversion }: Subject) => visit !== null || conversion !== null

/** Images loaded for somebody who reads, not for a machine that looks: late, by a mail program, with no click beside. */
function isReading(open: Subject) {
  const clock = clockOf(open.message)
  if (open.kind !== 'opened' || !isDirect(open)) return false
  if (clock === null || open.at - clock < late) return false
  return !around(open.contact.subjects, open.overallPlace, beside).some(
    (other) => other.kind === 'clicked' && agrees(other.event.ipNetwork, open.event.ipNetwork),
  )
}

const isDirect = ({ agent, event }: Subject) =>
  agent.kind === 'ordinary' ||
  (agent.kind === 'bare-webkit' && ownerOf(event.ipNetwork ?? '') !== 'apple-relay')

export const closePlace = ({ seen, ...counts }: ReturnType<typeof newPlace>): PlaceEvidence => ({
  ...counts,
  clickedMessages: seen - counts.readMessages,
})
