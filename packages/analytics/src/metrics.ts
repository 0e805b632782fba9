import type { Unit } from '@airgraph/domain/answer.ts'
import type { Counting, EngagementChoice, MetricName } from '@airgraph/domain/question.ts'
import { inWords } from './engagement.ts'
import type { FactName } from './facts.ts'

/** Facts added (1) or taken away (-1). */
export type Sum = Readonly<Partial<Record<FactName, 1 | -1>>>

/** One number, and the only place that says what it means. */
export interface Metric {
  readonly name: MetricName
  readonly title: string
  readonly unit: Unit
  /** What it is, in a sentence for those who will act on it. */
  readonly words: string
  /** Which opens and clicks it is about: those the question chooses, its own, or none. */
  readonly engagement: 'chosen' | 'own' | 'none'
  /** The numerator; all of the number where there is no denominator. Of a percentile: the one fact it is of. */
  readonly of: Sum
  readonly per?: Sum
  /** Numerator for this many of the denominator; 1 where absent. */
  readonly times?: number
  /** Not a sum but what this share of all values does not exceed. */
  readonly quantile?: 0.5 | 0.9
}

const metric = <const M extends Metric>(m: M) => m

export const metrics = [
  metric({
    name: 'sent',
    title: 'Sent',
    unit: 'count',
    engagement: 'none',
    words: 'Messages that any event tells of, whether or not the sender says “sent”.',
    of: { sent: 1 },
  }),
  metric({
    name: 'delivered',
    title: 'Delivered',
    unit: 'count',
    engagement: 'none',
    words:
      'Messages that the receiving server took; also those never reported delivered that were opened, clicked or answered and did not bounce.',
    of: { delivered: 1 },
  }),
  metric({
    name: 'delivery-rate',
    title: 'Delivery rate',
    unit: 'ratio',
    engagement: 'none',
    words: 'Delivered messages ÷ sent messages.',
    of: { delivered: 1 },
    per: { sent: 1 },
  }),
  metric({
    name: 'deferred',
    title: 'Deferred',
    unit: 'count',
    engagement: 'none',
    words: 'Messages that the receiving server put off at least once.',
    of: { deferred: 1 },
  }),
  metric({
    name: 'hard-bounces',
    title: 'Hard bounces',
    unit: 'count',
    engagement: 'none',
    words: 'Messages refused for good, such as for an address that does not exist.',
    of: { hard_bounced: 1 },
  }),
  metric({
    name: 'hard-bounce-rate',
    title: 'Hard bounce rate',
    unit: 'ratio',
    engagement: 'none',
    words: 'Hard bounced messages ÷ sent messages.',
    of: { hard_bounced: 1 },
    per: { sent: 1 },
  }),
  metric({
    name: 'soft-bounces',
    title: 'Soft bounces',
    unit: 'count',
    engagement: 'none',
    words: 'Messages refused for now or for a reason that the sender does not tell.',
    of: { soft_bounced: 1 },
  }),
  metric({
    name: 'soft-bounce-rate',
    title: 'Soft bounce rate',
    unit: 'ratio',
    engagement: 'none',
    words: 'Soft bounced messages ÷ sent messages.',
    of: { soft_bounced: 1 },
    per: { sent: 1 },
  }),
  metric({
    name: 'bounce-rate',
    title: 'Bounce rate',
    unit: 'ratio',
    engagement: 'none',
    words: 'Messages that bounced, hard or soft, each once ÷ sent messages.',
    of: { bounced: 1 },
    per: { sent: 1 },
  }),
  metric({
    name: 'rejected',
    title: 'Rejected',
    unit: 'count',
    engagement: 'none',
    words: 'Messages that the sender itself did not send on, such as to a suppressed address.',
    of: { rejected: 1 },
  }),
  metric({
    name: 'opens',
    title: 'Opens',
    unit: 'count',
    engagement: 'chosen',
    words: 'Opens, repeats included.',
    of: { opens: 1 },
  }),
  metric({
    name: 'unique-opens',
    title: 'Unique opens',
    unit: 'count',
    engagement: 'chosen',
    words: 'Messages opened at least once.',
    of: { opened: 1 },
  }),
  metric({
    name: 'open-rate',
    title: 'Open rate',
    unit: 'ratio',
    engagement: 'chosen',
    words: 'Opened messages ÷ delivered messages.',
    of: { opened: 1 },
    per: { delivered: 1 },
  }),
  metric({
    name: 'adjusted-open-rate',
    title: 'Adjusted open rate',
    unit: 'ratio',
    engagement: 'own',
    words:
      'Messages opened by people (human and proxy) ÷ delivered messages without those that only machines opened (prefetch, scanner and unknown).',
    of: { opened_reliably: 1 },
    per: { delivered: 1, opened_unreliably: -1 },
  }),
  metric({
    name: 'clicks',
    title: 'Clicks',
    unit: 'count',
    engagement: 'chosen',
    words: 'Clicks, repeats included.',
    of: { clicks: 1 },
  }),
  metric({
    name: 'unique-clicks',
    title: 'Unique clicks',
    unit: 'count',
    engagement: 'chosen',
    words: 'Messages clicked at least once.',
    of: { clicked: 1 },
  }),
  metric({
    name: 'click-rate',
    title: 'Click rate',
    unit: 'ratio',
    engagement: 'chosen',
    words: 'Clicked messages ÷ delivered messages.',
    of: { clicked: 1 },
    per: { delivered: 1 },
  }),
  metric({
    name: 'click-to-open-rate',
    title: 'Click-to-open rate',
    unit: 'ratio',
    engagement: 'chosen',
    words: 'Clicked messages ÷ opened messages.',
    of: { clicked: 1 },
    per: { opened: 1 },
  }),
  metric({
    name: 'unsubscribes',
    title: 'Unsubscribes',
    unit: 'count',
    engagement: 'none',
    words: 'Messages that somebody unsubscribed from, and unsubscribes that name no message.',
    of: { unsubscribed: 1 },
  }),
  metric({
    name: 'unsubscribe-rate',
    title: 'Unsubscribe rate',
    unit: 'ratio',
    engagement: 'none',
    words: 'Unsubscribes ÷ delivered messages.',
    of: { unsubscribed: 1 },
    per: { delivered: 1 },
  }),
  metric({
    name: 'complaints',
    title: 'Complaints',
    unit: 'count',
    engagement: 'none',
    words: 'Messages that somebody marked as spam, and complaints that name no message.',
    of: { complained: 1 },
  }),
  metric({
    name: 'complaint-rate',
    title: 'Complaint rate',
    unit: 'ratio',
    engagement: 'none',
    words: 'Complaints ÷ delivered messages.',
    of: { complained: 1 },
    per: { delivered: 1 },
  }),
  metric({
    name: 'replies',
    title: 'Replies',
    unit: 'count',
    engagement: 'none',
    words: 'Messages that somebody replied to, and replies that name no message.',
    of: { replied: 1 },
  }),
  metric({
    name: 'reply-rate',
    title: 'Reply rate',
    unit: 'ratio',
    engagement: 'none',
    words: 'Replies ÷ delivered messages.',
    of: { replied: 1 },
    per: { delivered: 1 },
  }),
  metric({
    name: 'conversions',
    title: 'Conversions',
    unit: 'count',
    engagement: 'none',
    words: 'Conversions, with money or without.',
    of: { converted: 1 },
  }),
  metric({
    name: 'conversion-rate',
    title: 'Conversion rate',
    unit: 'ratio',
    engagement: 'none',
    words: 'Conversions ÷ delivered messages.',
    of: { converted: 1 },
    per: { delivered: 1 },
  }),
  metric({
    name: 'revenue',
    title: 'Revenue',
    unit: 'money',
    engagement: 'none',
    words: 'What conversions brought in, before refunds.',
    of: { revenue: 1 },
  }),
  metric({
    name: 'refunds',
    title: 'Refunds',
    unit: 'money',
    engagement: 'none',
    words: 'What was given back.',
    of: { refunds: 1 },
  }),
  metric({
    name: 'net-revenue',
    title: 'Net revenue',
    unit: 'money',
    engagement: 'none',
    words: 'Revenue − refunds.',
    of: { revenue: 1, refunds: -1 },
  }),
  metric({
    name: 'revenue-per-thousand-delivered',
    title: 'Revenue per 1,000 delivered',
    unit: 'money',
    engagement: 'none',
    words: 'Revenue ÷ delivered messages × 1,000.',
    of: { revenue: 1 },
    per: { delivered: 1 },
    times: 1000,
  }),
  metric({
    name: 'average-order-value',
    title: 'Average order value',
    unit: 'money',
    engagement: 'none',
    words: 'Revenue ÷ conversions that brought money in.',
    of: { revenue: 1 },
    per: { paid: 1 },
  }),
  metric({
    name: 'time-to-open-median',
    title: 'Time to open (median)',
    unit: 'duration',
    engagement: 'chosen',
    words: 'From delivery to the first open: half of the opened messages took no longer.',
    of: { time_to_open: 1 },
    quantile: 0.5,
  }),
  metric({
    name: 'time-to-open-p90',
    title: 'Time to open (90 %)',
    unit: 'duration',
    engagement: 'chosen',
    words: 'From delivery to the first open: nine in ten opened messages took no longer.',
    of: { time_to_open: 1 },
    quantile: 0.9,
  }),
  metric({
    name: 'time-to-click-median',
    title: 'Time to click (median)',
    unit: 'duration',
    engagement: 'chosen',
    words: 'From delivery to the first click: half of the clicked messages took no longer.',
    of: { time_to_click: 1 },
    quantile: 0.5,
  }),
  metric({
    name: 'time-to-click-p90',
    title: 'Time to click (90 %)',
    unit: 'duration',
    engagement: 'chosen',
    words: 'From delivery to the first click: nine in ten clicked messages took no longer.',
    of: { time_to_click: 1 },
    quantile: 0.9,
  }),
  metric({
    name: 'people-opened',
    title: 'People who opened',
    unit: 'count',
    engagement: 'chosen',
    words: 'Different contacts with an open, each once in every row, however much they opened.',
    of: { people_opened: 1 },
  }),
  metric({
    name: 'people-clicked',
    title: 'People who clicked',
    unit: 'count',
    engagement: 'chosen',
    words: 'Different contacts with a click, each once in every row, however much they clicked.',
    of: { people_clicked: 1 },
  }),
] as const satisfies readonly Metric[]

/** A metric that has a name and no definition does not compile. */
const byName: Readonly<Record<MetricName, Metric>> = Object.fromEntries(
  metrics.map((m) => [m.name, m]),
) as Record<(typeof metrics)[number]['name'], Metric>

export const metricOf = (name: MetricName): Metric => byName[name]

export const factsOf = ({ of, per = {} }: Metric): readonly FactName[] =>
  Object.keys({ ...of, ...per }) as FactName[]

const counted: Readonly<Record<Counting, string>> = {
  happened: 'Counted in the period in which it happened.',
  sent: 'Counted in the period in which the message was sent.',
}

export const definitionOf = (
  { words, engagement }: Metric,
  countedBy: Counting,
  choice: EngagementChoice,
): string =>
  [words, ...(engagement === 'chosen' ? [inWords(choice)] : []), counted[countedBy]].join(' ')
