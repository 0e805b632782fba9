/** The company's own site: who comes, who buys, who sends it back. */
import type { Properties } from '@airgraph/domain/event.ts'
import type { MinorUnits } from '@airgraph/domain/units.ts'
import type { Contact } from './contact.ts'
import type { Message } from './outbox.ts'
import type { Run } from './run.ts'
import { demand } from './season.ts'
import { sources } from './sources.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const goods = ['jackets', 'knitwear', 'bags', 'shoes', 'socks', 'scarves', 'shirts'] as const

/** After a person's click: the page opens, and perhaps more. */
export function land(run: Run, message: Message, clickedAt: number, url: string) {
  const { random } = run
  const { contact } = message
  const isLost = random.chance(0.15) // goes on with another device
  const visitedAt = clickedAt + random.logNormal(1.8 * second, 0.5)
  if (random.chance(0.8)) visit(run, contact, visitedAt, url, isLost ? undefined : message.id)
  const appetite =
    (0.3 + 2 * contact.appetite) * message.campaign.offer * Math.sqrt(demand(clickedAt))
  if (random.chance(Math.min(0.5, 0.07 * appetite))) {
    const boughtAt = visitedAt + purchaseDelay(run)
    const linked = !isLost && random.chance(0.4) ? message.id : undefined
    run.agenda.put({ at: boughtAt, go: (at) => buy(run, contact, at, linked) })
  } else if (random.chance(0.05)) remindOfCart(run, contact, visitedAt)
}

function purchaseDelay({ random }: Run) {
  return random.chance(0.7)
    ? minute + random.logNormal(9 * minute, 0.8)
    : Math.min(6 * day, random.logNormal(20 * hour, 1))
}

function remindOfCart(run: Run, contact: Contact, visitedAt: number) {
  const at = visitedAt + 3 * hour
  run.agenda.put({ at, campaign: run.flows.abandonedCart, to: contact })
}

/** Known by the id of the account, by the message they came from, or by neither. */
export function visit(run: Run, contact: Contact, at: number, url: string, messageId?: string) {
  const { random, outbox } = run
  const externalId = random.chance(0.7) ? contact.externalId : undefined
  const known = random.chance(0.6) ? messageId : undefined
  if (externalId === undefined && known === undefined) return
  outbox.other(sources.shop, at, { kind: 'visited', externalId, messageId: known, url })
}

/** Unasked: no mail had to do with it, whatever was sent before. */
export function browse(run: Run, contact: Contact, at: number) {
  const { random } = run
  const url = `https://www.larkspur.example/${random.pick(goods)}`
  visit(run, contact, at, url)
  if (random.chance(0.35)) {
    const boughtAt = at + minute + random.logNormal(7 * minute, 0.7)
    run.agenda.put({ at: boughtAt, go: (when) => buy(run, contact, when) })
  } else if (random.chance(0.08)) remindOfCart(run, contact, at)
}

/** As the shop's till wrote it: some people type their address in capitals. */
function addressOnOrder({ random }: Run, { address }: Contact) {
  if (!random.chance(0.6)) return undefined
  return random.chance(0.08) ? address.charAt(0).toUpperCase() + address.slice(1) : address
}

function buy(run: Run, contact: Contact, at: number, messageId?: string) {
  const { random, outbox, flows, agenda } = run
  const amount = Math.round(random.logNormal(5_200, 0.6) * contact.purse)
  const order: Properties = {
    order: `A-${outbox.nextId().slice(-8)}`,
    category: random.pick(goods),
    items: 1 + random.poisson(0.8),
  }
  outbox.other(sources.shop, at, {
    kind: 'converted',
    recipient: addressOnOrder(run, contact),
    externalId: contact.externalId,
    messageId,
    money: money(run, amount),
    name: 'order',
    properties: order,
  })
  const confirmAt = at + random.between(3, 40) * second
  agenda.put({ at: confirmAt, campaign: flows.orderConfirmation, to: contact })
  const shipAt = at + random.between(0.6, 3) * day
  agenda.put({ at: shipAt, campaign: flows.shipping, to: contact })
  if (random.chance(0.05)) refundLater(run, contact, shipAt, amount, order)
}

function refundLater(run: Run, contact: Contact, shipAt: number, paid: number, order: Properties) {
  const { random, outbox } = run
  const amount = random.chance(0.6) ? paid : Math.round(paid * random.between(0.2, 0.8))
  const { externalId } = contact
  const fields = { kind: 'refunded', externalId, name: 'order', properties: order } as const
  run.agenda.put({
    at: shipAt + random.between(2, 18) * day,
    go: (at) => outbox.other(sources.shop, at, { ...fields, money: money(run, amount) }),
  })
}

const money = ({ programme }: Run, amount: number) => ({
  amount: amount as MinorUnits,
  currency: programme.currency ?? 'EUR',
})
