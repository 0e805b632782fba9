import { bitOf, type First } from '@airgraph/domain/firsts.ts'
import type { EventKind } from '@airgraph/domain/event.ts'
import type { Dimension } from '@airgraph/domain/filter.ts'
import type { EngagementChoice } from '@airgraph/domain/question.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { join, name, type Sql, sql, str, uint } from '@airgraph/sql/sql.ts'
import { classesIn, isOf } from './engagement.ts'

/** What a question chose, where facts depend on it. */
export interface Choice {
  /** Whose opens and clicks count. */
  readonly engagement: EngagementChoice
  /** Which money counts; `null` for all, where every row has one currency of its own. */
  readonly currency: string | null
}

type Chosen = (choice: Choice) => Sql

/** Something that can be counted or added up. Metrics are made of these, and of nothing else. */
export interface Fact {
  /** In a sentence: "opened messages". */
  readonly words: string
  /** Counted once for a message, however many events say it: the first of them. */
  readonly once: boolean
  /** Which rows of `facts` count. */
  readonly is: Chosen
  /** Which rows say it, the first or not; what counts once is looked for among them where groups part a message's events. */
  readonly said: Chosen
  /** Only rows of these kinds can count; any where absent. */
  readonly kinds?: readonly EventKind[]
  /** What a row counts for; 1 where absent. */
  readonly weight?: Sql
  /** Its column or columns in `day_totals`, added up; none where it cannot be. */
  readonly total?: Chosen
  /** Begins the names of its columns in `day_totals` that have it by class of engagement; absent where there are none. */
  readonly eachClass?: 'opens' | 'clicks'
  /** How many rows of `facts` are in that total; the total itself where absent. */
  readonly presence?: Chosen
  /** Of what counts once: it counts without a message too. */
  readonly loose?: true
  /** Not the rows but the different contacts in them. */
  readonly people?: true
  /** In milliseconds since this moment, not counted. */
  readonly since?: 'arrival'
  /** Besides what every message has: what its events say of it. */
  readonly knownBy: readonly Dimension[]
}

const bit = (first: First): Sql => sql`bitTest(firsts, ${uint(bitOf(first))})`
const nowhere = () => sql`0`

/** What a message has once and no question chooses between. */
const onceOf = (
  first: First,
  words: string,
  more: Partial<Fact> & Pick<Fact, 'knownBy'>,
): Fact => ({
  words,
  once: true,
  is: () => bit(first),
  said: nowhere,
  total: () => sql`sum(${name(first)})`,
  ...more,
})

const groups = { human: 'people', machine: 'machines', all: 'all' } as const
const isGroup = (choice: EngagementChoice): choice is EngagementFilter => choice in groups
const wordOf = (choice: EngagementChoice) => (isGroup(choice) ? groups[choice] : choice)
const sumOf = (columns: readonly string[]) => sql`sum(${join(columns.map(name), ' + ')})`
const chosenClasses = (choice: EngagementChoice) => (choice === 'all' ? ['all'] : classesIn(choice))

const opened: Fact = {
  words: 'opened messages',
  once: true,
  is: ({ engagement }) => bit(`opened_${wordOf(engagement)}`),
  said: ({ engagement }) => sql`kind = 'opened' AND ${isOf(classesIn(engagement))}`,
  kinds: ['opened'],
  total: ({ engagement }) => sumOf([`opened_${wordOf(engagement)}`]),
  knownBy: ['country', 'device', 'client', 'engagement', 'kind'],
}
const clicked: Fact = {
  words: 'clicked messages',
  once: true,
  is: ({ engagement }) => bit(`clicked_${wordOf(engagement)}`),
  said: ({ engagement }) => sql`kind = 'clicked' AND ${isOf(classesIn(engagement))}`,
  kinds: ['clicked'],
  total: ({ engagement }) => sumOf([`clicked_${wordOf(engagement)}`]),
  knownBy: ['country', 'device', 'client', 'link', 'engagement', 'kind'],
}
const everyTime = (fact: Fact, words: string, column: 'opens' | 'clicks'): Fact => ({
  ...fact,
  words,
  once: false,
  is: fact.said,
  total: ({ engagement }) => sumOf(chosenClasses(engagement).map((of) => `${column}_${of}`)),
  eachClass: column,
})
/** A fact that does not add up over days. */
type Unadded = Omit<Fact, 'total'>
const unadded = (fact: Fact): Unadded => {
  const copy: { -readonly [K in keyof Fact]: Fact[K] } = { ...fact }
  delete copy.total
  return copy
}
const waiting = (fact: Fact, words: string): Fact => ({
  ...unadded(fact),
  words,
  since: 'arrival',
})

const people = (fact: Fact, words: string): Fact => ({
  ...unadded(fact),
  words,
  once: false,
  is: (choice) => sql`${fact.said(choice)} AND ${somebody}`,
  said: (choice) => sql`${fact.said(choice)} AND ${somebody}`,
  people: true,
})
const somebody = sql`contact_id != toUUID('00000000-0000-0000-0000-000000000000')`

const inCurrency = ({ currency }: Choice) =>
  currency === null ? sql`currency != ''` : sql`currency = ${str(currency)}`
const purse = ['country', 'device', 'client', 'currency', 'name', 'kind'] as const
const money = (
  kind: 'converted' | 'refunded',
  words: string,
  weight: Sql | undefined,
  total: string,
  presence: string,
): Fact => {
  const is: Chosen = (choice) => sql`kind = ${str(kind)} AND ${inCurrency(choice)}`
  return {
    words,
    once: false,
    is,
    said: is,
    kinds: [kind],
    ...(weight && { weight }),
    total: (choice) => sql`sumIf(${name(total)}, ${inCurrency(choice)})`,
    presence: (choice) => sql`sumIf(${name(presence)}, ${inCurrency(choice)})`,
    knownBy: purse,
  }
}
const bouncing = ['bounce-reason', 'kind'] as const
const ofKind =
  (kind: Sql): Chosen =>
  () =>
    sql`kind = ${kind}`

export const facts = {
  sent: onceOf('sent', 'sent messages', { knownBy: [] }),
  delivered: onceOf('delivered', 'delivered messages', { knownBy: [] }),
  deferred: onceOf('deferred', 'deferred messages', {
    said: ofKind(sql`'deferred'`),
    kinds: ['deferred'],
    knownBy: bouncing,
  }),
  hard_bounced: onceOf('hard_bounced', 'hard bounces', {
    said: () => sql`kind = 'bounced' AND bounce_class = 'hard'`,
    kinds: ['bounced'],
    knownBy: bouncing,
  }),
  soft_bounced: onceOf('soft_bounced', 'soft bounces', {
    said: () => sql`kind = 'bounced' AND bounce_class != 'hard'`,
    kinds: ['bounced'],
    knownBy: bouncing,
  }),
  bounced: onceOf('bounced', 'bounced messages', {
    said: ofKind(sql`'bounced'`),
    kinds: ['bounced'],
    knownBy: bouncing,
  }),
  rejected: onceOf('rejected', 'rejected messages', {
    said: ofKind(sql`'rejected'`),
    kinds: ['rejected'],
    knownBy: bouncing,
  }),
  opened,
  opened_reliably: onceOf('opened_people', 'messages opened by people', {
    kinds: ['opened'],
    knownBy: [],
  }),
  opened_unreliably: onceOf('opened_unreliably', 'delivered messages opened by machines only', {
    kinds: ['opened'],
    knownBy: [],
  }),
  clicked,
  opens: everyTime(opened, 'opens', 'opens'),
  clicks: everyTime(clicked, 'clicks', 'clicks'),
  unsubscribed: onceOf('unsubscribed', 'unsubscribes', {
    said: ofKind(sql`'unsubscribed'`),
    kinds: ['unsubscribed'],
    loose: true,
    knownBy: ['kind'],
  }),
  complained: onceOf('complained', 'complaints', {
    said: ofKind(sql`'complained'`),
    kinds: ['complained'],
    loose: true,
    knownBy: ['kind'],
  }),
  replied: onceOf('replied', 'replies', {
    said: ofKind(sql`'replied'`),
    kinds: ['replied'],
    loose: true,
    knownBy: ['kind'],
  }),
  converted: {
    words: 'conversions',
    once: false,
    is: ofKind(sql`'converted'`),
    said: ofKind(sql`'converted'`),
    kinds: ['converted'],
    total: () => sql`sum(converted)`,
    knownBy: purse,
  },
  paid: money('converted', 'conversions with money', undefined, 'paid', 'paid'),
  revenue: money('converted', 'revenue', sql`amount`, 'revenue', 'paid'),
  // Some sources write what was given back as a negative amount.
  refunds: money('refunded', 'refunds', sql`abs(amount)`, 'refunds', 'refunded'),
  people_opened: people(opened, 'people who opened'),
  people_clicked: people(clicked, 'people who clicked'),
  time_to_open: waiting(opened, 'times to open'),
  time_to_click: waiting(clicked, 'times to click'),
} satisfies Record<string, Fact>

export type FactName = keyof typeof facts
export const factOf = (of: FactName): Fact => facts[of]
