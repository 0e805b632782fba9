import type { Dimension } from '@airgraph/domain/filter.ts'
import { engagementClasses } from '@airgraph/domain/verdict.ts'
import { type Sql, sql, str } from '@airgraph/sql/sql.ts'
import { type Classes, firstOf, isOf, timesOf } from './engagement.ts'

/** What a question chose, where facts depend on it. */
export interface Choice {
  /** Whose opens and clicks count. */
  readonly classes: Classes
  /** Which money counts; `null` for all, where every row has one currency of its own. */
  readonly currency: string | null
}

type Chosen = (choice: Choice) => Sql

/** A fact of a message: at most one, at one moment. */
interface OfMessage {
  /** Over the rows of `messages`; the epoch where it did not happen. */
  readonly at: Chosen
  /** How much it counts for; 1 where absent. Over the rows of `messages`. */
  readonly weight?: Chosen
}

/** A fact of events: each that matches. */
interface OfEvents {
  readonly is: Chosen
  /** 1 where absent. */
  readonly weight?: Sql
}

/** Something that can be counted or added up. Metrics are made of these, and of nothing else. */
export interface Fact {
  /** In a sentence: "opened messages". */
  readonly words: string
  /** Counted once for a message, however many events say it: the first of them. */
  readonly once: boolean
  /** How it is read from `messages`. */
  readonly ofMessage?: OfMessage
  /** How it is read from `events`; of a fact that counts once, the first that matches is it. */
  readonly ofEvents?: OfEvents
  /** Events that name no message and count all the same, each for itself. */
  readonly loose?: Sql
  /** In milliseconds since this moment, not counted. Over the rows of `messages`, whole or as joined to events. */
  readonly since?: 'arrival'
  /** Besides what every message has: what its events say of it. */
  readonly knownBy: readonly Dimension[]
}

const never = sql`toDateTime64(0, 3, 'UTC')`
const orNever = (moment: Sql) => sql`ifNull(${moment}, ${never})`
const column = (at: Sql): OfMessage => ({ at: () => orNever(at) })

/** When a message was sent as far as we know: some senders say only that it was taken, or that it arrived. */
export const sentMoment = orNever(sql`coalesce(
  least(ifNull(sent_at, accepted_at), ifNull(accepted_at, sent_at)), delivered_at, first_at)`)

const bounced = sql`(hard_bounced_at IS NOT NULL OR soft_bounced_at IS NOT NULL OR rejected_at IS NOT NULL)`
const signsOfLife = sql`arrayMin(arrayFilter(at -> at > ${never}, arrayMap(at -> ${orNever(sql`at`)},
  [opened_at, clicked_at, complained_at, unsubscribed_at, replied_at])))`

/** Some senders never say "delivered": what was opened, clicked or answered, and never came back, had arrived. */
export const deliveredMoment = sql`if(delivered_at IS NULL AND NOT ${bounced}, ${signsOfLife}, ${orNever(sql`delivered_at`)})`

/** Where the wait for an open or a click begins. */
export const arrivalMoment = sql`if(delivered_at IS NULL, ${sentMoment}, ${orNever(sql`delivered_at`)})`

const reliable: Classes = ['human', 'proxy']
const unreliable: Classes = engagementClasses.filter((of) => !reliable.includes(of))

const opened: Fact = {
  words: 'opened messages',
  once: true,
  ofMessage: { at: ({ classes }) => firstOf(classes, 'opened_at') },
  ofEvents: { is: ({ classes }) => sql`kind = 'opened' AND ${isOf(classes)}` },
  knownBy: ['country', 'device', 'client', 'engagement', 'kind'],
}
const clicked: Fact = {
  words: 'clicked messages',
  once: true,
  ofMessage: { at: ({ classes }) => firstOf(classes, 'clicked_at') },
  ofEvents: { is: ({ classes }) => sql`kind = 'clicked' AND ${isOf(classes)}` },
  knownBy: ['country', 'device', 'client', 'link', 'engagement', 'kind'],
}

const inCurrency = ({ currency }: Choice) =>
  currency === null ? sql`currency != ''` : sql`currency = ${str(currency)}`
const purse = ['country', 'device', 'client', 'currency', 'name', 'kind'] as const
const oneEach = (kind: Sql): OfEvents => ({ is: () => sql`kind = ${kind}` })

export const facts = {
  sent: {
    words: 'sent messages',
    once: true,
    ofMessage: { at: () => sentMoment },
    knownBy: [],
  },
  delivered: {
    words: 'delivered messages',
    once: true,
    ofMessage: { at: () => deliveredMoment },
    knownBy: [],
  },
  deferred: {
    words: 'deferred messages',
    once: true,
    ofMessage: column(sql`deferred_at`),
    ofEvents: oneEach(sql`'deferred'`),
    knownBy: ['bounce-reason', 'kind'],
  },
  hard_bounced: {
    words: 'hard bounces',
    once: true,
    ofMessage: column(sql`hard_bounced_at`),
    ofEvents: { is: () => sql`kind = 'bounced' AND bounce_class = 'hard'` },
    knownBy: ['bounce-reason', 'kind'],
  },
  soft_bounced: {
    words: 'soft bounces',
    once: true,
    ofMessage: column(sql`soft_bounced_at`),
    ofEvents: { is: () => sql`kind = 'bounced' AND bounce_class != 'hard'` },
    knownBy: ['bounce-reason', 'kind'],
  },
  bounced: {
    words: 'bounced messages',
    once: true,
    ofMessage: {
      at: () =>
        orNever(
          sql`least(ifNull(hard_bounced_at, soft_bounced_at), ifNull(soft_bounced_at, hard_bounced_at))`,
        ),
    },
    ofEvents: oneEach(sql`'bounced'`),
    knownBy: ['bounce-reason', 'kind'],
  },
  rejected: {
    words: 'rejected messages',
    once: true,
    ofMessage: column(sql`rejected_at`),
    ofEvents: oneEach(sql`'rejected'`),
    knownBy: ['bounce-reason', 'kind'],
  },
  opened,
  opened_reliably: {
    words: 'messages opened by people',
    once: true,
    ofMessage: { at: () => firstOf(reliable, 'opened_at') },
    knownBy: [],
  },
  opened_unreliably: {
    words: 'delivered messages opened by machines only',
    once: true,
    ofMessage: {
      at: () =>
        sql`if(${firstOf(reliable, 'opened_at')} > ${never} OR ${deliveredMoment} = ${never}, ${never}, ${firstOf(unreliable, 'opened_at')})`,
    },
    knownBy: [],
  },
  clicked,
  opens: {
    ...opened,
    words: 'opens',
    once: false,
    ofMessage: {
      at: ({ classes }) => firstOf(classes, 'opened_at'),
      weight: ({ classes }) => timesOf(classes, 'opens'),
    },
  },
  clicks: {
    ...clicked,
    words: 'clicks',
    once: false,
    ofMessage: {
      at: ({ classes }) => firstOf(classes, 'clicked_at'),
      weight: ({ classes }) => timesOf(classes, 'clicks'),
    },
  },
  unsubscribed: {
    words: 'unsubscribes',
    once: true,
    ofMessage: column(sql`unsubscribed_at`),
    ofEvents: oneEach(sql`'unsubscribed'`),
    loose: sql`kind = 'unsubscribed' AND message_id = ''`,
    knownBy: ['kind'],
  },
  complained: {
    words: 'complaints',
    once: true,
    ofMessage: column(sql`complained_at`),
    ofEvents: oneEach(sql`'complained'`),
    loose: sql`kind = 'complained' AND message_id = ''`,
    knownBy: ['kind'],
  },
  replied: {
    words: 'replies',
    once: true,
    ofMessage: column(sql`replied_at`),
    ofEvents: oneEach(sql`'replied'`),
    loose: sql`kind = 'replied' AND message_id = ''`,
    knownBy: ['kind'],
  },
  converted: {
    words: 'conversions',
    once: false,
    ofEvents: oneEach(sql`'converted'`),
    knownBy: purse,
  },
  paid: {
    words: 'conversions with money',
    once: false,
    ofEvents: { is: (choice) => sql`kind = 'converted' AND ${inCurrency(choice)}` },
    knownBy: purse,
  },
  revenue: {
    words: 'revenue',
    once: false,
    ofEvents: {
      is: (choice) => sql`kind = 'converted' AND ${inCurrency(choice)}`,
      weight: sql`amount`,
    },
    knownBy: purse,
  },
  refunds: {
    words: 'refunds',
    once: false,
    // Some sources write what was given back as a negative amount.
    ofEvents: {
      is: (choice) => sql`kind = 'refunded' AND ${inCurrency(choice)}`,
      weight: sql`abs(amount)`,
    },
    knownBy: purse,
  },
  time_to_open: { ...opened, words: 'times to open', since: 'arrival' },
  time_to_click: { ...clicked, words: 'times to click', since: 'arrival' },
} satisfies Record<string, Fact>

export type FactName = keyof typeof facts
export const factOf = (name: FactName): Fact => facts[name]
