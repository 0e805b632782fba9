/** One simulation on its way: what its parts share. */
import type { Campaign } from './campaign.ts'
import { type Flows, planFlows } from './flows.ts'
import { type Mailing, planMailings } from './mailings.ts'
import type { Mailbox } from './clients.ts'
import type { Contact } from './contact.ts'
import { drawNetworks } from './networks.ts'
import type { Networks } from './networks.ts'
import { Outbox } from './outbox.ts'
import type { Programme } from './programme.ts'
import { Random } from './random.ts'
import { drawTaste } from './subjects.ts'
import { Wheel } from './wheel.ts'
import { drawWorld } from './world.ts'
import type { World } from './world.ts'
import { offsetAt, zones } from './zones.ts'
import type { Zone } from './zones.ts'

/**
 * Something that will come of what has happened: a flow's mail to one contact, or anything else. It
 * is told when its time has come, which may be a little after `at`.
 */
export type Errand =
  | { readonly at: number; readonly campaign: Campaign; readonly to: Contact }
  | { readonly at: number; readonly go: (at: number) => void }

/** A mailing on its way out, contact by contact. */
export interface Sending {
  readonly mailing: Mailing
  readonly audience: number
  next: number
}

export interface Run {
  readonly programme: Programme
  readonly world: World
  readonly random: Random
  readonly networks: Networks
  readonly outbox: Outbox
  readonly agenda: Wheel<Errand>
  readonly mailings: readonly Mailing[]
  readonly flows: Flows
  readonly contacts: Contact[]
  readonly prospects: Contact[]
  readonly sendings: Sending[]
  /** Milliseconds from UTC to each zone's clock, today. */
  readonly clocks: Map<Zone, number>
  /** Providers that take mail slowly today. */
  readonly slow: Set<Mailbox>
  nextMailing: number
}

export function openRun(programme: Programme): Run {
  const { seed } = programme
  const world = drawWorld(programme.world ?? 'standard', new Random(seed, 'world'))
  const random = new Random(seed, 'campaigns')
  const drawing = { random, taste: drawTaste(random, world) }
  const from = programme.from.getTime()
  return {
    programme,
    world,
    random: new Random(seed, 'mail'),
    networks: drawNetworks(new Random(seed, 'networks')),
    outbox: new Outbox(world, { seed, from }),
    agenda: new Wheel<Errand>(from),
    mailings: planMailings(programme, drawing),
    flows: planFlows(drawing),
    contacts: [],
    prospects: [],
    sendings: [],
    clocks: new Map(),
    slow: new Set(),
    nextMailing: 0,
  }
}

const troubled: readonly Mailbox[] = ['gmail', 'microsoft', 'yahoo', 'apple', 'local']

export function beginDay(run: Run, at: number) {
  for (const zone of zones) run.clocks.set(zone, offsetAt(zone, at))
  run.slow.clear()
  for (const mailbox of troubled) if (run.random.chance(0.02)) run.slow.add(mailbox)
}

/** What the contact's clock says. */
export const localTime = (run: Run, contact: Contact, at: number) =>
  at + (run.clocks.get(contact.zone) ?? 0)
