/**
 * A simulated e-mail programme whose truth is known.
 *
 * It models people, their machines and their mail, not the rules by which anybody tells them apart.
 * Equal programmes give equal happenings, and the whole is never held in memory.
 */
import type { Arrival } from './outbox.ts'
import { Population } from './population.ts'
import type { Programme } from './programme.ts'
import { beginDay, openRun } from './run.ts'
import type { Run, Sending } from './run.ts'
import { send } from './send.ts'

export type { Arrival, Happening } from './outbox.ts'
export type { Programme } from './programme.ts'
export type { Cause, Truth } from './truth.ts'
export { causes } from './truth.ts'
export { worldNames } from './world.ts'
export type { WorldName } from './world.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** In order of arrival; of one moment, in a fixed order. */
export function* simulate(programme: Programme): Generator<Arrival, void, undefined> {
  const from = programme.from.getTime()
  const to = programme.to.getTime()
  if (!(from < to)) throw new RangeError('a programme must begin before it ends')
  const run = openRun(programme)
  const population = new Population(run)
  const first = Math.floor(from / minute) * minute
  for (let at = first; at < to; at += minute) {
    if (at === first || at % day === 0) beginDay(run, at)
    if (at === first || at % hour === 0) population.hour(at)
    runErrands(run, at)
    sendMailings(run, at)
    for (const due of run.outbox.take())
      if (due.at >= from && due.at < to) yield run.outbox.arrival(due)
  }
}

function runErrands(run: Run, minuteAt: number) {
  for (const errand of run.agenda.take()) {
    const at = Math.max(errand.at, minuteAt)
    if ('go' in errand) errand.go(at)
    else send(run, errand.campaign, errand.to, at)
  }
}

function sendMailings(run: Run, at: number) {
  for (;;) {
    const mailing = run.mailings[run.nextMailing]
    if (!mailing || mailing.startsAt >= at + minute) break
    run.sendings.push({ mailing, audience: run.contacts.length, next: 0 })
    run.nextMailing++
  }
  for (const sending of run.sendings) sendMinute(run, sending, at)
  if (run.sendings.some(isDone))
    run.sendings.splice(0, run.sendings.length, ...run.sendings.filter((s) => !isDone(s)))
}

const isDone = ({ next, audience }: Sending) => next >= audience

/** A mailing goes through the list at a steady pace. */
function sendMinute(run: Run, sending: Sending, at: number) {
  const { mailing, audience } = sending
  const { startsAt, lasts, share, toCompaniesOnly } = mailing
  const pace = lasts / audience
  for (; sending.next < audience; sending.next++) {
    const sentAt = startsAt + sending.next * pace
    if (sentAt >= at + minute) return
    const contact = run.contacts[sending.next]
    if (!contact || contact.isProspect) continue
    if (toCompaniesOnly && contact.company === null) continue
    if (run.random.chance(share)) send(run, mailing, contact, sentAt)
  }
}
