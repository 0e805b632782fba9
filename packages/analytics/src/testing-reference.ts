/**
 * What the answer to a metrics question should be, worked out event by event in plain TypeScript from the words of the
 * definitions. It shares nothing with the engine, not even the calendar: local days and hours come from `Intl` as text.
 */
import type { MailEvent } from '@airgraph/domain/event.ts'
import type { Filter } from '@airgraph/domain/filter.ts'
import type { MetricsQuestion } from '@airgraph/domain/question.ts'

type Amounts = Readonly<Record<string, number>>
interface Definition {
  readonly of: Amounts
  readonly per?: Amounts
  readonly times?: number
  readonly quantile?: number
  readonly people?: true
}

const rate = (part: string, whole: string): Definition => ({
  of: { [part]: 1 },
  per: { [whole]: 1 },
})
const count = (fact: string): Definition => ({ of: { [fact]: 1 } })

const definitions: Readonly<Record<string, Definition>> = {
  sent: count('sent'),
  delivered: count('delivered'),
  'delivery-rate': rate('delivered', 'sent'),
  deferred: count('deferred'),
  'hard-bounces': count('hard'),
  'hard-bounce-rate': rate('hard', 'sent'),
  'soft-bounces': count('soft'),
  'soft-bounce-rate': rate('soft', 'sent'),
  'bounce-rate': rate('bounced', 'sent'),
  rejected: count('rejected'),
  opens: count('opens'),
  'unique-opens': count('opened'),
  'open-rate': rate('opened', 'delivered'),
  'adjusted-open-rate': { of: { reliable: 1 }, per: { delivered: 1, unreliable: -1 } },
  clicks: count('clicks'),
  'unique-clicks': count('clicked'),
  'click-rate': rate('clicked', 'delivered'),
  'click-to-open-rate': rate('clicked', 'opened'),
  unsubscribes: count('unsubscribed'),
  'unsubscribe-rate': rate('unsubscribed', 'delivered'),
  complaints: count('complained'),
  'complaint-rate': rate('complained', 'delivered'),
  replies: count('replied'),
  'reply-rate': rate('replied', 'delivered'),
  conversions: count('converted'),
  'conversion-rate': rate('converted', 'delivered'),
  revenue: count('revenue'),
  refunds: count('refunds'),
  'net-revenue': { of: { revenue: 1, refunds: -1 } },
  'revenue-per-thousand-delivered': { ...rate('revenue', 'delivered'), times: 1000 },
  'average-order-value': rate('revenue', 'paid'),
  'time-to-open-median': { ...count('wait-opened'), quantile: 0.5 },
  'time-to-open-p90': { ...count('wait-opened'), quantile: 0.9 },
  'time-to-click-median': { ...count('wait-clicked'), quantile: 0.5 },
  'time-to-click-p90': { ...count('wait-clicked'), quantile: 0.9 },
  'people-opened': { ...count('person-opened'), people: true },
  'people-clicked': { ...count('person-clicked'), people: true },
}

export const classes: Readonly<Record<string, readonly string[]>> = {
  human: ['human', 'proxy'],
  machine: ['prefetch', 'scanner'],
  all: ['human', 'proxy', 'prefetch', 'scanner', 'unknown'],
}
const eventDimensions = ['country', 'device', 'client', 'link', 'engagement', 'kind'].concat(
  'bounce-reason',
  'currency',
  'name',
)
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What clocks show: the date, the hour and the number of the weekday. */
export function clockIn(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    weekday: 'short',
    hourCycle: 'h23',
  })
  return (at: number) => {
    const parts = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]))
    return {
      date: `${parts['year']}-${parts['month']}-${parts['day']}`,
      hour: parts['hour'] ?? '',
      weekday: String(weekdays.indexOf(parts['weekday']?.replace('.', '') ?? '') + 1),
    }
  }
}

export interface Message {
  readonly events: readonly MailEvent[]
  readonly sent: number
  readonly delivered: number | undefined
  readonly arrived: number
}

const earliest = (moments: readonly (number | undefined)[]) => {
  const known = moments.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}
const first = (events: readonly MailEvent[], is: (event: MailEvent) => boolean) =>
  earliest(events.filter(is).map(({ occurredAt }) => occurredAt.getTime()))
const ofKind =
  (...kinds: readonly string[]) =>
  ({ kind }: MailEvent) =>
    kinds.includes(kind)

function messageOf(events: readonly MailEvent[]): Message {
  const said = first(events, ofKind('delivered'))
  const failed = events.some(ofKind('bounced', 'rejected'))
  const alive = first(events, ofKind('opened', 'clicked', 'complained', 'unsubscribed', 'replied'))
  const sent = first(events, ofKind('sent', 'accepted')) ?? said ?? first(events, () => true) ?? 0
  return { events, sent, delivered: said ?? (failed ? undefined : alive), arrived: said ?? sent }
}

const own = (event: MailEvent, dimension: string): string => {
  if (dimension.startsWith('property:')) return String(event.properties[dimension.slice(9)] ?? '')
  const values: Readonly<Record<string, string | null | undefined>> = {
    campaign: event.campaignId,
    stream: event.stream,
    'mailbox-provider': event.mailboxProvider,
    source: event.source,
    country: event.country,
    device: event.device,
    client: event.client,
    link: event.url,
    engagement: event.engagement?.class,
    kind: event.kind,
    'bounce-reason': event.bounce?.reason,
    currency: event.money?.currency,
    name: event.name,
  }
  return values[dimension] ?? ''
}

const elsewhere = ofKind('visited', 'converted', 'refunded', 'custom')

export function ofMessage({ events }: Message, dimension: string): string {
  const telling = dimension.startsWith('property:') ? events.filter((e) => !elsewhere(e)) : events
  return (
    telling
      .map((event) => own(event, dimension))
      .toSorted()
      .at(-1) ?? ''
  )
}

/** One thing that counts, of one message or event. */
interface Hit {
  readonly fact: string
  readonly weight: number
  readonly at: number
  /** What is equal of two hits counts once in a group. */
  readonly identity: string
  readonly person?: string | null
  readonly speak: (dimension: string) => string
}

function dimensionsIn(filter: Filter | undefined): readonly string[] {
  if (filter === undefined) return []
  if ('all' in filter) return filter.all.flatMap(dimensionsIn)
  if ('any' in filter) return filter.any.flatMap(dimensionsIn)
  return 'not' in filter ? dimensionsIn(filter.not) : [filter.dimension]
}

export function passes(filter: Filter | undefined, speak: Hit['speak']): boolean {
  if (filter === undefined) return true
  if ('all' in filter) return filter.all.every((part) => passes(part, speak))
  if ('any' in filter) return filter.any.some((part) => passes(part, speak))
  if ('not' in filter) return !passes(filter.not, speak)
  if ('is' in filter) return filter.is.includes(speak(filter.dimension))
  return speak(filter.dimension).toLowerCase().includes(filter.contains.toLowerCase())
}

/** What a question decides of every event. */
function rulesOf(asked: MetricsQuestion, zone: string) {
  const used: readonly string[] = [...asked.by, ...dimensionsIn(asked.where)]
  const byClass = asked.engagement === 'human' && used.includes('engagement')
  const counted = byClass ? classes['all'] : (classes[asked.engagement] ?? [asked.engagement])
  const anyMoney = asked.by.includes('currency')
  return {
    clock: clockIn(zone),
    bySent: asked.countedBy === 'sent',
    byEvents: used.some((dimension) => eventDimensions.includes(dimension)),
    chosen: ({ engagement }: MailEvent) => counted?.includes(engagement?.class ?? '') === true,
    paid: ({ money }: MailEvent) => money !== null && (anyMoney || money.currency === 'EUR'),
  }
}
type Rules = ReturnType<typeof rulesOf>

const reliable = ({ engagement }: MailEvent) =>
  engagement?.class === 'human' || engagement?.class === 'proxy'

/** What counts once for a message, by the events that say it. */
const once: Readonly<Record<string, (event: MailEvent, rules: Rules) => boolean>> = {
  deferred: ofKind('deferred'),
  hard: ({ kind, bounce }) => kind === 'bounced' && bounce?.class === 'hard',
  soft: ({ kind, bounce }) => kind === 'bounced' && bounce?.class !== 'hard',
  bounced: ofKind('bounced'),
  rejected: ofKind('rejected'),
  opened: (event, { chosen }) => event.kind === 'opened' && chosen(event),
  clicked: (event, { chosen }) => event.kind === 'clicked' && chosen(event),
  unsubscribed: ofKind('unsubscribed'),
  complained: ofKind('complained'),
  replied: ofKind('replied'),
}
const waits: Readonly<Record<string, string>> = { opened: 'wait-opened', clicked: 'wait-clicked' }
const loose = ['unsubscribed', 'complained', 'replied']

/** What counts each time, and for how much. */
function everyTime(event: MailEvent, { chosen, paid }: Rules): Amounts {
  const amount = event.money?.amount ?? 0
  const person = event.contactId === null ? 0 : 1
  if (event.kind === 'opened' && chosen(event)) return { opens: 1, 'person-opened': person }
  if (event.kind === 'clicked' && chosen(event)) return { clicks: 1, 'person-clicked': person }
  if (event.kind === 'refunded' && paid(event)) return { refunds: Math.abs(amount) }
  if (event.kind !== 'converted') return {}
  return { converted: 1, ...(paid(event) && { paid: 1, revenue: amount }) }
}

const speaker =
  ({ clock }: Rules, at: number, word: Hit['speak']): Hit['speak'] =>
  (dimension) =>
    dimension === 'hour' || dimension === 'weekday' ? clock(at)[dimension] : word(dimension)

const wordOf =
  (event: MailEvent, message: Message | undefined): Hit['speak'] =>
  (dimension) => {
    const its = own(event, dimension)
    if (message === undefined || eventDimensions.includes(dimension)) return its
    const theirs = ofMessage(message, dimension)
    return dimension.startsWith('property:') ? its || theirs : theirs || its
  }

function hitsOfMessage(identity: string, message: Message, rules: Rules): readonly Hit[] {
  const { events, sent, delivered, arrived } = message
  const hit = (fact: string, happened: number | undefined, weight = 1): readonly Hit[] => {
    if (happened === undefined) return []
    const at = rules.bySent ? sent : happened
    const speak = speaker(rules, at, (dimension) => ofMessage(message, dimension))
    return [{ fact, weight, at, identity, speak }]
  }
  const opens = (is: (event: MailEvent) => boolean) =>
    first(events, (event) => event.kind === 'opened' && is(event))
  const byPeople = opens(reliable)
  const machinesOnly = byPeople === undefined && delivered !== undefined
  return [
    ...hit('sent', sent),
    ...hit('delivered', delivered),
    ...hit('reliable', byPeople),
    ...hit('unreliable', machinesOnly ? opens((event) => !reliable(event)) : undefined),
    ...Object.entries(once).flatMap(([fact, is]) => {
      const at = first(events, (event) => is(event, rules))
      const wait = waits[fact]
      const waited = Math.max(0, (at ?? 0) - arrived)
      return [...hit(fact, at), ...(wait ? hit(wait, at, waited) : [])]
    }),
  ]
}

function hitsOfEvent(event: MailEvent, message: Message | undefined, rules: Rules): readonly Hit[] {
  if (rules.bySent && message === undefined) return []
  const happened = event.occurredAt.getTime()
  const at = rules.bySent && message ? message.sent : happened
  const hit = {
    at,
    speak: speaker(rules, at, wordOf(event, message)),
    weight: 1,
    person: event.contactId,
  }
  const said = Object.keys(once).filter((fact) => once[fact]?.(event, rules))
  const each = Object.entries(everyTime(event, rules))
    .filter(([fact, weight]) => weight > 0 || !fact.startsWith('person-'))
    .map(([fact, weight]) => ({
      ...hit,
      fact,
      weight,
      identity: event.eventId,
    }))
  if (message === undefined) {
    const alone = said.filter((fact) => loose.includes(fact))
    return [...each, ...alone.map((fact) => ({ ...hit, fact, identity: event.eventId }))]
  }
  if (!rules.byEvents) return each
  const waited = Math.max(0, happened - message.arrived)
  const identity = keyOf(event)
  return [
    ...each,
    ...said.map((fact) => ({ ...hit, fact, identity })),
    ...said.flatMap((fact) => {
      const wait = waits[fact]
      return wait ? [{ ...hit, fact: wait, weight: waited, identity }] : []
    }),
  ]
}

const keyOf = ({ contactId, messageId }: MailEvent) => `${contactId}/${messageId}`

export function messagesIn(events: readonly MailEvent[]): ReadonlyMap<string, Message> {
  const named = events.filter(({ messageId }) => messageId !== null)
  return new Map([...Map.groupBy(named, keyOf)].map(([key, theirs]) => [key, messageOf(theirs)]))
}

function hitsIn(events: readonly MailEvent[], rules: Rules): readonly Hit[] {
  const messages = messagesIn(events)
  const inOrder = events.toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
  return [
    ...(rules.byEvents ? [] : [...messages]).flatMap(([key, message]) =>
      hitsOfMessage(key, message, rules),
    ),
    ...inOrder.flatMap((event) => hitsOfEvent(event, messages.get(keyOf(event)), rules)),
  ]
}

/** Of what is equal in a group, the first. */
function firsts(hits: readonly Hit[]): readonly Hit[] {
  const seen = new Set<string>()
  return hits.filter(({ fact, identity }) => {
    const key = `${fact} ${identity}`
    return seen.has(key) ? false : seen.add(key)
  })
}

export function valueOf(metric: string, hits: readonly Hit[]): number | null {
  const { of, per, times = 1, quantile, people } = definitions[metric] ?? { of: {} }
  const sum = (amounts: Amounts) =>
    hits.reduce((all, { fact, weight }) => all + (amounts[fact] ?? 0) * weight, 0)
  if (quantile !== undefined) {
    const all = hits.filter(({ fact }) => of[fact]).map(({ weight }) => weight)
    return percentile(
      all.toSorted((a, b) => a - b),
      quantile,
    )
  }
  if (people)
    return new Set(hits.flatMap(({ fact, weight, person }) => (of[fact] && weight ? person : [])))
      .size
  if (per === undefined) return sum(of)
  return sum(per) > 0 ? (sum(of) / sum(per)) * times : null
}

const factsOf = (metric: string) => {
  const { of, per } = definitions[metric] ?? { of: {} }
  return Object.keys({ ...of, ...per })
}

export function reference(events: readonly MailEvent[], asked: MetricsQuestion, zone: string) {
  const rules = rulesOf(asked, zone)
  const ranking = asked.orderBy ?? asked.metrics[0] ?? ''
  const wanted = [...asked.metrics, ranking].flatMap(factsOf)
  const hits = hitsIn(events, rules).filter(
    ({ fact, speak }) => wanted.includes(fact) && passes(asked.where, speak),
  )
  const groupOf = ({ speak }: Hit) => JSON.stringify(asked.by.map(speak))
  const dateOf = ({ at }: Hit) => rules.clock(at).date

  const grouped = (key: (hit: Hit) => string, from: string, to: string) =>
    new Map(
      [...Map.groupBy(hits, key)]
        .map(([group, all]) => [group, firsts(all)] as const)
        .map(
          ([group, all]) =>
            [group, all.filter((hit) => dateOf(hit) >= from && dateOf(hit) < to)] as const,
        )
        .filter(([, all]) => all.length > 0),
    )
  /** The groups that are named in a period, the greatest first. */
  const namedIn = (from: string, to: string): readonly string[] =>
    [...grouped(groupOf, from, to)]
      .map(([key, all]) => ({ key, value: valueOf(ranking, all) ?? -Infinity }))
      .toSorted((a, b) => b.value - a.value || compareKeys(a.key, b.key))
      .slice(0, asked.limit)
      .map(({ key }) => key)
  /** Of the named groups and all others together, whatever happened on the days of the period. */
  const during = (named: readonly string[], from: string, to: string) =>
    grouped((hit) => (named.includes(groupOf(hit)) ? groupOf(hit) : 'other'), from, to)
  return { namedIn, during, dateOf }
}

function compareKeys(a: string, b: string): number {
  const [left, right] = [JSON.parse(a) as string[], JSON.parse(b) as string[]]
  const i = left.findIndex((part, at) => part !== right[at])
  return i < 0 ? 0 : (left[i] ?? '') < (right[i] ?? '') ? -1 : 1
}

/** Between two values in proportion. */
export function percentile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null
  const place = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
  return low + (high - low) * (place - Math.floor(place))
}
