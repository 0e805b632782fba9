import { readAgent } from './agent.ts'
import { pageOf } from './link.ts'
import { agrees, type Contact, differs, leadingTo, type Moment, type Subject } from './story.ts'
import { weights } from './weights.ts'

/**
 * Gives every visit and conversion to the one click that it most likely followed. One, not all before it: a scanner's
 * sweep an hour ago is not confirmed by the person who comes later.
 */
export function confirm(contact: Contact) {
  const clicks = contact.subjects.filter(({ kind }) => kind === 'clicked')
  if (clicks.length === 0) return
  for (const visit of contact.visits) confirmByVisit(visit, clicks)
  for (const conversion of contact.conversions) confirmByConversion(conversion, clicks)
}

/** Clicks at most `within` before the moment, give or take two clocks. */
const before = ({ at }: Moment, clicks: readonly Subject[], within: number) =>
  leadingTo(clicks, at + weights.delay.tolerance, within + weights.delay.tolerance)

function confirmByVisit(visit: Moment, clicks: readonly Subject[]) {
  const page = pageOf(visit.event.url ?? '')
  const { platform } = readAgent(visit.event)
  const { ipNetwork, messageId } = visit.event
  const affinity = (click: Subject) =>
    Number(page !== '' && page === click.page) * 4 +
    Number(agrees(ipNetwork, click.event.ipNetwork)) * 4 +
    Number(agrees(messageId, click.event.messageId)) * 2 +
    Number(agrees(platform, click.agent.platform)) * 2
  const stranger = (click: Subject) =>
    differs(messageId, click.event.messageId) ||
    (differs(ipNetwork, click.event.ipNetwork) && differs(platform, click.agent.platform))
  const candidates = before(visit, clicks, weights.visited.within).filter((c) => !stranger(c))
  const click = best(candidates, (c) => [affinity(c), c.firstLook, c.at])
  if (!click) return
  const matches = agrees(messageId, click.event.messageId) || (page !== '' && page === click.page)
  if (matches) click.visit = 'matching'
  else if (visit.at - click.at <= weights.visited.vague) click.visit ??= 'unspecific'
}

function confirmByConversion(conversion: Moment, clicks: readonly Subject[]) {
  const { messageId } = conversion.event
  const candidates = before(conversion, clicks, weights.converted.within).filter(
    (click) => !differs(messageId, click.event.messageId),
  )
  const click = best(candidates, (c) => [Math.sign(c.firstLook), c.at, c.firstLook])
  if (!click) return
  if (agrees(messageId, click.event.messageId)) click.conversion = 'named'
  else if (click.conversion === 'named') return
  else if (conversion.at - click.at <= weights.converted.soon) click.conversion = 'soon'
  else click.conversion ??= 'later'
}

/** The highest by the first number that differs; the earlier in the list where none does. */
function best(subjects: readonly Subject[], rank: (subject: Subject) => readonly number[]) {
  let winner: Subject | null = null
  let highest: readonly number[] = []
  for (const subject of subjects) {
    const ranks = rank(subject)
    const i = ranks.findIndex((value, at) => value !== highest[at])
    if (winner && (i < 0 || (ranks[i] ?? 0) < (highest[i] ?? 0))) continue
    winner = subject
    highest = ranks
  }
  return winner
}

/** A person stood behind this click: something followed that scanners do not do. */
export const isConfirmed = ({ visit, conversion, firstLook }: Subject) =>
  firstLook > weights.decisive &&
  (visit === 'matching' || conversion === 'named' || conversion === 'soon')

/** Visits of this contact are reported at other times: so one is to be expected after a click. */
export const isRecognised = ({ contact, visit }: Subject) =>
  contact.visits.length > Number(visit !== null)
