import type { Agent } from './agent.ts'
import type { Evidence, WorkspaceEvidence } from './evidence.ts'

export interface Moment {
  readonly event: Evidence
  readonly at: number
}

/** One open or click, with what the rules ask of it read once. */
export interface Subject extends Moment {
  readonly kind: 'opened' | 'clicked'
  readonly agent: Agent
  /** Equal where the same hand seems to have opened, or to have clicked: network and platform, said or unsaid. */
  readonly hand: string
  readonly link: string
  readonly page: string
  readonly host: string
  /** Whether the link stands in the small print. */
  readonly footer: boolean
  readonly message: Message
  readonly contact: Contact
  /** Where it stands among its message's opens or clicks, and among all of the contact's. */
  readonly place: number
  readonly overallPlace: number
  /** The sweep that this click is part of, if any. */
  sweep: Sweep | null
  /** The logit after the rules of the first look. */
  firstLook: number
  /** The logit after all. */
  logit: number
  /** What followed that only a person does; found between the two looks. */
  visit: 'matching' | 'unspecific' | null
  conversion: 'named' | 'soon' | 'later' | null
}

/** Clicks in a row, none long after the one before, on at least two different links. */
export interface Sweep {
  /** How many different links. */
  readonly links: number
  /** Equal for sweeps of the same links. */
  readonly key: string
}

/** One message to one contact. */
export interface Message {
  delivered: number | null
  sent: number | null
  /** Somebody waits for it (transactional), so that most such are clicked. */
  awaited: boolean
  /** Oldest first. */
  readonly opens: Subject[]
  readonly clicks: Subject[]
  /** How many sweeps there were of the same links, by key. */
  readonly sweeps: Map<string, number>
}

/** Everything about one contact, oldest first, each event once. */
export interface Contact {
  readonly workspace: WorkspaceEvidence
  /** Events that name no message share one, without clocks: a burst is a burst even so. */
  readonly messages: readonly Message[]
  readonly subjects: readonly Subject[]
  readonly visits: readonly Moment[]
  readonly conversions: readonly Moment[]
  readonly replies: readonly Moment[]
  readonly complaints: readonly Moment[]
  readonly unsubscribes: readonly Moment[]
  /** What `once` has worked out. */
  readonly remembered: Map<string, unknown>
}

/** When it arrived, as well as we know; `null` where nobody says. */
export const clockOf = ({ delivered, sent }: Message) => delivered ?? sent

/** Two things are told apart, or recognised, only where both are said. */
export const differs = <T>(a: T | null, b: T | null) => a !== null && b !== null && a !== b
export const agrees = <T>(a: T | null, b: T | null) => a !== null && a === b

/** Looking at more neighbours than this on either side tells nothing new, and would make a contact with a million clicks slow. */
const mostNeighbours = 100

/** Of a list by time: those at most `within` milliseconds from the one at `place`, which is left out. */
export function around<T extends Moment>(list: readonly T[], place: number, within: number): T[] {
  const at = list[place]?.at ?? 0
  const found: T[] = []
  for (let i = place - 1; i >= Math.max(0, place - mostNeighbours); i--) {
    const other = list[i]
    if (!other || at - other.at > within) break
    found.push(other)
  }
  found.reverse()
  for (let i = place + 1; i <= place + mostNeighbours; i++) {
    const other = list[i]
    if (!other || other.at - at > within) break
    found.push(other)
  }
  return found
}

/** Of a list by time: the last ones at or before `at`, at most `within` milliseconds earlier. */
export function leadingTo<T extends Moment>(list: readonly T[], at: number, within: number): T[] {
  const found: T[] = []
  for (let i = countUntil(list, at) - 1; i >= 0 && found.length < mostNeighbours; i--) {
    const moment = list[i]
    if (!moment || at - moment.at > within) break
    found.push(moment)
  }
  return found
}

/** Of a list by time: the first ones at or after `at`, at most `within` milliseconds later. */
export function following<T extends Moment>(list: readonly T[], at: number, within: number): T[] {
  const found: T[] = []
  for (let i = countUntil(list, at - 1); found.length < mostNeighbours; i++) {
    const moment = list[i]
    if (!moment || moment.at - at > within) break
    found.push(moment)
  }
  return found
}

/** How many of a list by time are at or before `at`. */
function countUntil(list: readonly Moment[], at: number) {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.at ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** Of a list by time: whether one lies at or after `at`, at most `within` milliseconds later. */
export function isFollowed(list: readonly Moment[], at: number, within: number) {
  const next = list[countUntil(list, at - 1)]
  return next !== undefined && next.at - at <= within
}

/** Worked out once per contact, however many of its events ask. */
export function once<T>(contact: Contact, name: string, workOut: () => T): T {
  if (!contact.remembered.has(name)) contact.remembered.set(name, workOut())
  return contact.remembered.get(name) as T
}
