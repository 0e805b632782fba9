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
}

const classes: Readonly<Record<string, readonly string[]>> = {
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

interface Message {
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

function ofMessage({ events }: Message, dimension: string): string {
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
  readonly speak: (dimension: string) => string
}

export interface Expected {
  readonly by: readonly string[] | 'other'
  readonly bucket: string
  readonly values: Readonly<Record<string, number | null>>
}

export function reference(events: readonly MailEvent[], asked: MetricsQuestion, zone: string) {
  const clock = clockIn(zone)
  const dimensionsIn = (filter: Filter | undefined): readonly string[] => {
    if (filter === undefined) return []
    if ('all' in filter) return filter.all.flatMap(dimensionsIn)
    if ('any' in filter) return filter.any.flatMap(dimensionsIn)
    return 'not' in filter ? dimensionsIn(filter.not) : [filter.dimension]
  }
  const passes = (filter: Filter | undefined, speak: Hit['speak']): boolean => {
    if (filter === undefined) return true
    if ('all' in filter) return filter.all.every((part) => passes(part, speak))
    if ('any' in filter) return filter.any.some((part) => passes(part, speak))
    if ('not' in filter) return !passes(filter.not, speak)
    if ('is' in filter) return filter.is.includes(speak(filter.dimension))
    return speak(filter.dimension).toLowerCase().includes(filter.contains.toLowerCase())
  }
  const used: readonly string[] = [...asked.by, ...dimensionsIn(asked.where)]
  const byEvents = used.some((dimension) => eventDimensions.includes(dimension))
  const choice =
    asked.engagement === 'human' && used.includes('engagement') ? 'all' : asked.engagement
  const counted = classes[choice] ?? [choice]
  const bySent = asked.countedBy === 'sent'
  const anyMoney = asked.by.includes('currency')

  const chosen = (event: MailEvent) => counted.includes(event.engagement?.class ?? '')
  const reliable = (event: MailEvent) => ['human', 'proxy'].includes(event.engagement?.class ?? '')
  const paid = ({ money }: MailEvent) => money !== null && (anyMoney || money.currency === 'EUR')

  const keyOf = ({ contactId, messageId }: MailEvent) => `${contactId}/${messageId}`
  const named = events.filter(({ messageId }) => messageId !== null)
  const messages = new Map(
    [...Map.groupBy(named, keyOf)].map(([key, theirs]) => [key, messageOf(theirs)]),
  )

  const onceFacts: Readonly<Record<string, (event: MailEvent) => boolean>> = {
    deferred: ofKind('deferred'),
    hard: ({ kind, bounce }) => kind === 'bounced' && bounce?.class === 'hard',
    soft: ({ kind, bounce }) => kind === 'bounced' && bounce?.class !== 'hard',
    bounced: ofKind('bounced'),
    rejected: ofKind('rejected'),
    opened: (event) => event.kind === 'opened' && chosen(event),
    clicked: (event) => event.kind === 'clicked' && chosen(event),
    unsubscribed: ofKind('unsubscribed'),
    complained: ofKind('complained'),
    replied: ofKind('replied'),
  }
  const waits: Readonly<Record<string, string>> = {
    opened: 'wait-opened',
    clicked: 'wait-clicked',
  }
  const looseFacts = ['unsubscribed', 'complained', 'replied']

  function totalsOf(event: MailEvent): readonly (readonly [string, number])[] {
    const amount = event.money?.amount ?? 0
    if (event.kind === 'opened') return chosen(event) ? [['opens', 1]] : []
    if (event.kind === 'clicked') return chosen(event) ? [['clicks', 1]] : []
    if (event.kind === 'refunded') return paid(event) ? [['refunds', Math.abs(amount)]] : []
    if (event.kind !== 'converted') return []
    return [
      ['converted', 1],
      ...(paid(event)
        ? ([
            ['paid', 1],
            ['revenue', amount],
          ] as const)
        : []),
    ]
  }

  const speaker = (at: number, word: (dimension: string) => string) => (dimension: string) =>
    dimension === 'hour' || dimension === 'weekday' ? clock(at)[dimension] : word(dimension)
  const wordOf = (event: MailEvent, message: Message | undefined) => (dimension: string) => {
    const its = own(event, dimension)
    if (message === undefined || eventDimensions.includes(dimension)) return its
    const theirs = ofMessage(message, dimension)
    return dimension.startsWith('property:') ? its || theirs : theirs || its
  }

  function messageHits(key: string, message: Message): readonly Hit[] {
    const hit = (fact: string, happened: number | undefined, weight = 1): readonly Hit[] => {
      if (happened === undefined) return []
      const at = bySent ? message.sent : happened
      const speak = speaker(at, (dimension) => ofMessage(message, dimension))
      return [{ fact, weight, at, identity: key, speak }]
    }
    const opens = (is: (event: MailEvent) => boolean) =>
      first(message.events, (event) => event.kind === 'opened' && is(event))
    const byPeople = opens(reliable)
    const machinesOnly = byPeople === undefined && message.delivered !== undefined
    return [
      ...hit('sent', message.sent),
      ...hit('delivered', message.delivered),
      ...hit('reliable', byPeople),
      ...hit('unreliable', machinesOnly ? opens((event) => !reliable(event)) : undefined),
      ...Object.entries(onceFacts).flatMap(([fact, is]) => {
        const at = first(message.events, is)
        const wait = waits[fact]
        return [
          ...hit(fact, at),
          ...(wait ? hit(wait, at, Math.max(0, (at ?? 0) - message.arrived)) : []),
        ]
      }),
    ]
  }

  function eventHits(event: MailEvent): readonly Hit[] {
    const message = messages.get(keyOf(event))
    const happened = event.occurredAt.getTime()
    if (bySent && message === undefined) return []
    const at = bySent && message ? message.sent : happened
    const speak = speaker(at, wordOf(event, message))
    const hit = { at, speak, identity: event.eventId }
    const once = Object.entries(onceFacts).filter(([, is]) => is(event))
    const arrived = message?.arrived ?? 0
    return [
      ...totalsOf(event).map(([fact, weight]) => ({ ...hit, fact, weight })),
      ...(message === undefined
        ? once
            .filter(([f]) => looseFacts.includes(f))
            .map(([f]) => ({ ...hit, fact: f, weight: 1 }))
        : byEvents
          ? once.flatMap(([fact]) => {
              const mine = { ...hit, identity: keyOf(event), happened }
              const wait = waits[fact]
              return [
                { ...mine, fact, weight: 1 },
                ...(wait ? [{ ...mine, fact: wait, weight: Math.max(0, happened - arrived) }] : []),
              ]
            })
          : []),
    ]
  }

  const inOrder = events.toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
  const wanted = [...asked.metrics, asked.orderBy ?? asked.metrics[0] ?? 'sent'].flatMap((m) => {
    const { of, per = {} } = definitions[m] ?? { of: {} }
    return Object.keys({ ...of, ...per })
  })
  const hits = [
    ...(byEvents ? [] : [...messages].flatMap(([key, message]) => messageHits(key, message))),
    ...inOrder.flatMap(eventHits),
  ]
    .filter(({ fact }) => wanted.includes(fact))
    .filter(({ speak }) => passes(asked.where, speak))

  /** Of what is equal in a group, the first. */
  function firsts(of: readonly Hit[]): readonly Hit[] {
    const seen = new Set<string>()
    return of.filter(({ fact, identity }) => {
      const key = `${fact} ${identity}`
      return seen.has(key) ? false : seen.add(key)
    })
  }
  const groupOf = ({ speak }: Hit) => JSON.stringify(asked.by.map(speak))
  const dateOf = ({ at }: Hit) => clock(at).date

  function valueOf(metric: string, of: readonly Hit[]): number | null {
    const { of: numerator, per, times = 1, quantile } = definitions[metric] ?? { of: {} }
    const sum = (amounts: Amounts) =>
      of.reduce((all, { fact, weight }) => all + (amounts[fact] ?? 0) * weight, 0)
    if (quantile !== undefined) {
      const all = of.filter(({ fact }) => numerator[fact]).map(({ weight }) => weight)
      return percentile(
        all.toSorted((a, b) => a - b),
        quantile,
      )
    }
    if (per === undefined) return sum(numerator)
    return sum(per) > 0 ? (sum(numerator) / sum(per)) * times : null
  }

  return {
    /** The groups that are named in a period, the greatest first. */
    namedIn: (from: string, to: string): readonly string[] => {
      const groups = [...Map.groupBy(hits, groupOf)].flatMap(([key, all]) => {
        const within = firsts(all).filter((hit) => dateOf(hit) >= from && dateOf(hit) < to)
        return within.length === 0
          ? []
          : [{ key, value: valueOf(asked.orderBy ?? asked.metrics[0] ?? '', within) ?? -Infinity }]
      })
      return groups
        .toSorted((a, b) => b.value - a.value || compareKeys(a.key, b.key))
        .slice(0, asked.limit)
        .map(({ key }) => key)
    },
    /** Of the named groups and all others together, whatever happened on the days of the period. */
    during: (groupNames: readonly string[], from: string, to: string) => {
      const all = Map.groupBy(hits, (hit) =>
        groupNames.includes(groupOf(hit)) ? groupOf(hit) : 'other',
      )
      return new Map(
        [...all].flatMap(([key, theirs]) => {
          const within = firsts(theirs).filter((hit) => dateOf(hit) >= from && dateOf(hit) < to)
          return within.length === 0 ? [] : [[key, within] as const]
        }),
      )
    },
    valueOf,
    dateOf,
  }
}

function compareKeys(a: string, b: string): number {
  const [left, right] = [JSON.parse(a) as string[], JSON.parse(b) as string[]]
  const i = left.findIndex((part, at) => part !== right[at])
  return i < 0 ? 0 : (left[i] ?? '') < (right[i] ?? '') ? -1 : 1
}

/** Between two values in proportion. */
function percentile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null
  const place = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
  return low + (high - low) * (place - Math.floor(place))
}
