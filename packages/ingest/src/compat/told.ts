import type { EventKind, Reported } from '@airgraph/domain/event.ts'
import { type Bag, flatten } from './flatten.ts'
import { kindOf } from './kinds.ts'
import { isByReader, isOfMail, mailOf, withoutRecipient } from './mail.ts'
import { paidIn } from './paid.ts'
import { type Names, type Person, personOf } from './person.ts'

/** One thing that a client told us, whichever client it was, before we know what it means. */
export interface Told {
  readonly sourceId: string
  /** Theirs, such as "Email Opened" or "signed up". */
  readonly name: string
  /** Where the name alone does not tell. */
  readonly kind?: EventKind | undefined
  readonly occurredAt: Date
  readonly names: Names
  readonly properties: Bag
  readonly url?: string | undefined
  readonly userAgent?: string | undefined
  readonly ip?: string | undefined
  readonly country?: string | undefined
}

const longest = { name: 200, userAgent: 1_024, ip: 64 }

/** What it means: of mail, an order, a visit, or something of their own. */
export function meaningOf(told: Told, currency: string): Reported {
  const kind = told.kind ?? kindOf(told.name)
  const { sourceId, occurredAt, properties } = told
  const common = { sourceId, kind, occurredAt, ...clientOf(told, kind) }
  if (isOfMail(kind)) return { ...common, ...ofMail(told, kind) }
  const own = { ...common, ...personOf(told.names), properties: flatten(properties) }
  if (kind === 'converted' || kind === 'refunded')
    return { ...own, ...ofOrder(kind, told, currency) }
  return kind === 'visited'
    ? { ...own, url: told.url }
    : { ...own, name: told.name.slice(0, longest.name) }
}

function ofMail({ names, properties }: Told, kind: EventKind): Partial<Reported> {
  const { recipient, ...mail } = mailOf(kind, properties)
  return {
    ...mail,
    ...readerOf(names, recipient),
    properties: flatten(withoutRecipient(properties)),
  }
}

/** An address among an event's properties says who got the mail, not that its sender is that person: it never links. */
const readerOf = (names: Names, recipient: string | undefined): Person =>
  names.email === undefined && recipient !== undefined ? { recipient } : personOf(names)

function ofOrder(kind: EventKind, { properties }: Told, currency: string): Partial<Reported> {
  const paid = paidIn(properties, currency)
  if (paid === null) return {}
  return { kind: paid.isBack ? 'refunded' : kind, money: paid.money }
}

const clientOf = (told: Told, kind: EventKind): Partial<Reported> =>
  isByReader(kind)
    ? {
        userAgent: told.userAgent?.slice(0, longest.userAgent),
        ip: told.ip !== undefined && told.ip.length <= longest.ip ? told.ip : undefined,
        country: told.country,
      }
    : {}
