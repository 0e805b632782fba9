/** One mail to one contact, and everything that comes of it. */
import type { Campaign } from './campaign.ts'
import type { Contact } from './contact.ts'
import { crawl, prefetch, scan } from './machines.ts'
import type { Message } from './outbox.ts'
import { receive } from './person.ts'
import type { Run } from './run.ts'
import { transport } from './transport.ts'

const hour = 3_600_000
/** Fatigue is forgotten in two to three weeks. */
const recovery = 17 * 24 * hour

export function send(run: Run, campaign: Campaign, contact: Contact, at: number) {
  if (!maySend(run, campaign, contact, at)) return
  const message: Message = {
    id: run.outbox.nextId(),
    contact,
    campaign,
    variant: run.random.pick(campaign.variants),
  }
  const deliveredAt = transport(run, message, at)
  if (deliveredAt === null) return
  const extra = campaign.stream === 'transactional' ? 0 : pressOn(run, contact, at)
  const prefetched = prefetch(run, message, deliveredAt)
  scan(run, message, deliveredAt)
  crawl(run, message, deliveredAt)
  receive(run, message, deliveredAt, prefetched, extra)
}

/** Refused addresses leave the list after a try or two; whoever left may get one that was on its way. */
function maySend(run: Run, campaign: Campaign, contact: Contact, at: number): boolean {
  if (contact.refusals >= 2) return false
  if (campaign.stream === 'outreach' && contact.hasReplied) return false
  if (campaign.stream === 'transactional' || at < contact.leftAt) return true
  if (contact.slips >= 2 || at > contact.leftAt + 40 * hour || !run.random.chance(0.12))
    return false
  contact.slips++
  return true
}

/** One more mail: how many a week that makes beyond the usual, and what it does to the interest. */
function pressOn({ world, random, programme }: Run, contact: Contact, at: number): number {
  const faded = Math.exp((contact.pressureAt - at) / recovery)
  contact.pressure = 1 + contact.pressure * faded
  contact.pressureAt = at
  const perWeek = (contact.pressure * 7 * 24 * hour) / recovery
  const usual = (programme.campaignsPerWeek ?? 2) * 0.6
  const extra = Math.max(0, perWeek - usual)
  if (contact.isWeary) contact.isWeary = !random.chance(0.003)
  else contact.isWeary = random.chance(0.0025 * Math.exp(world.weariness * Math.min(extra, 3)))
  return extra
}
