import { eventKinds } from '@airgraph/domain/event.ts'
import type { EventKind } from '@airgraph/domain/event.ts'

/** What an event of ours has that a column can say. */
export const targets = [
  {
    name: 'occurredAt',
    title: 'When',
    required: true,
    known: /^(occurred_?at|timestamp|time|date|when|created_?at)$/i,
  },
  { name: 'email', title: 'Address', required: false, known: /^(e-?mail|address|recipient|to)$/i },
  {
    name: 'externalId',
    title: 'Your id of the person',
    required: false,
    known: /^(external_?id|customer_?id|user_?id)$/i,
  },
  { name: 'kind', title: 'What happened', required: false, known: /^(kind|event|type|action)$/i },
  { name: 'campaignId', title: 'Campaign', required: false, known: /^(campaign(_?id|_?name)?)$/i },
  { name: 'messageId', title: 'Message id', required: false, known: /^(message_?id)$/i },
  { name: 'url', title: 'Link', required: false, known: /^(url|link)$/i },
  {
    name: 'amount',
    title: 'Amount, in main units (19.99)',
    required: false,
    known: /^(amount|revenue|total|value|price)$/i,
  },
  { name: 'currency', title: 'Currency', required: false, known: /^(currency)$/i },
  { name: 'eventId', title: 'Event id', required: false, known: /^(event_?id|id)$/i },
] as const
type Target = (typeof targets)[number]['name']

/** The column that says each, where one does. */
export type Mapping = Readonly<Partial<Record<Target, string>>>

export const guessMapping = (columns: readonly string[]): Mapping =>
  Object.fromEntries(
    targets.flatMap(({ name, known }) => {
      const column = columns.find((one) => known.test(one.trim()))
      return column === undefined ? [] : [[name, column]]
    }),
  )

/** What is missing before anything can be loaded, in a sentence; `null` if nothing is. */
export function missingFrom(mapping: Mapping, kind: EventKind | ''): string | null {
  if (!mapping.occurredAt) return 'Say which column tells when it happened.'
  if (!mapping.email && !mapping.externalId) return 'Say which column tells whose event it is.'
  if (!mapping.kind && kind === '')
    return 'Say what happened: in which column, or the same for all rows.'
  return null
}

type Row = Readonly<Record<string, string>>
type Read = { readonly event: Readonly<Record<string, unknown>> } | { readonly reason: string }

const isKind = (text: string): text is EventKind => eventKinds.some((kind) => kind === text)

/** One row as an event of ours, or why it is none. `digits`: of the currency's smallest unit. */
export function readRow(
  row: Row,
  { mapping, kind, digits }: { mapping: Mapping; kind: EventKind | ''; digits: number },
): Read {
  const said = (target: Target) => {
    const column = mapping[target]
    return column === undefined ? '' : (row[column] ?? '').trim()
  }
  const at = readMoment(said('occurredAt'))
  if (at === null)
    return { reason: `“${said('occurredAt')}” is no moment: expected such as 2026-11-22T09:30:00Z` }
  const what = mapping.kind ? said('kind').toLowerCase() : kind
  if (!isKind(what)) return { reason: `“${what}” is no kind of event` }
  const amount = said('amount') === '' ? null : Number(said('amount'))
  if (amount !== null && !Number.isFinite(amount))
    return { reason: `“${said('amount')}” is no amount` }
  const words = (
    ['email', 'externalId', 'campaignId', 'messageId', 'url', 'currency', 'eventId'] as const
  )
    .map((target) => [target, said(target)] as const)
    .filter(([, value]) => value !== '')
  return {
    event: {
      kind: what,
      occurredAt: at,
      ...Object.fromEntries(words),
      ...(amount !== null && { amount: Math.round(amount * 10 ** digits) }),
    },
  }
}

/** A moment with its zone, a day, or seconds or milliseconds since 1970. A wall clock without a zone is UTC. */
export function readMoment(text: string): string | null {
  if (/^\d{9,13}$/.test(text)) {
    const number = Number(text)
    return new Date(number < 1e11 ? number * 1_000 : number).toISOString()
  }
  const iso =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(text)
  if (iso === null) return null
  const [, date = '', clock = '00:00', zone = 'Z'] = iso
  const at = new Date(`${date}T${clock}${zone.toUpperCase()}`)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}
