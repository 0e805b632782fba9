import { z } from 'zod'
import { Dimension, Filter } from './filter.ts'
import { engagementClasses, engagementFilters } from './verdict.ts'

/** A day in the workspace's time zone ("2026-11-22") or a moment ("2026-11-22T09:30:00Z"). */
export const When = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error:
    'expected a day such as "2026-11-22" or a moment with its zone such as "2026-11-22T09:30:00Z"',
})

/** Half open: `from` is in, `to` is not. */
const range = { from: When, to: When }

export const metricNames = [
  'sent',
  'delivered',
  'delivery-rate',
  'deferred',
  'hard-bounces',
  'hard-bounce-rate',
  'soft-bounces',
  'soft-bounce-rate',
  'bounce-rate',
  'rejected',
  'opens',
  'unique-opens',
  'open-rate',
  'adjusted-open-rate',
  'clicks',
  'unique-clicks',
  'click-rate',
  'click-to-open-rate',
  'unsubscribes',
  'unsubscribe-rate',
  'complaints',
  'complaint-rate',
  'replies',
  'reply-rate',
  'conversions',
  'conversion-rate',
  'revenue',
  'refunds',
  'net-revenue',
  'revenue-per-thousand-delivered',
  'average-order-value',
  'time-to-open-median',
  'time-to-open-p90',
  'time-to-click-median',
  'time-to-click-p90',
  'people-opened',
  'people-clicked',
] as const
export type MetricName = (typeof metricNames)[number]

export const grains = ['hour', 'day', 'week', 'month'] as const
export type Grain = (typeof grains)[number]

/** `sent`: facts are counted in the period in which their message was sent. `happened`: in which they happened. */
export const countings = ['sent', 'happened'] as const
export type Counting = (typeof countings)[number]

const Engagement = z.enum([...engagementFilters, ...engagementClasses.filter((c) => c !== 'human')])
export type EngagementChoice = z.infer<typeof Engagement>

export const MetricsQuestion = z.strictObject({
  type: z.literal('metrics'),
  metrics: z.array(z.enum(metricNames)).min(1).max(40),
  ...range,
  /** IANA name; the workspace's own where absent. */
  timeZone: z.string().max(64).optional(),
  countedBy: z.enum(countings).default('happened'),
  engagement: Engagement.default('human'),
  by: z.array(Dimension).max(3).default([]),
  grain: z.enum(grains).optional(),
  where: Filter.optional(),
  compare: z.enum(['previous-period', 'previous-year']).optional(),
  /** How many groups to name; the rest are one row, marked `other`. */
  limit: z.int().min(1).max(10_000).default(100),
  /** The groups with most of this are named; the first metric where absent. */
  orderBy: z.enum(metricNames).optional(),
})
export type MetricsQuestion = z.output<typeof MetricsQuestion>

export const funnelSteps = [
  'sent',
  'delivered',
  'opened',
  'clicked',
  'replied',
  'visited',
  'converted',
] as const
export type FunnelStep = (typeof funnelSteps)[number]

export const FunnelQuestion = z.strictObject({
  type: z.literal('funnel'),
  /** In order. Every message (or contact) of a step has been through all steps before it. */
  steps: z
    .array(z.enum(funnelSteps))
    .min(2)
    .max(8)
    .default(['sent', 'delivered', 'opened', 'clicked', 'converted']),
  ...range,
  timeZone: z.string().max(64).optional(),
  /** How long after the first step the last may happen. */
  withinHours: z
    .number()
    .positive()
    .max(24 * 366)
    .default(24 * 7),
  engagement: Engagement.default('human'),
  by: z.array(Dimension).max(1).default([]),
  where: Filter.optional(),
  limit: z.int().min(1).max(1_000).default(20),
})
export type FunnelQuestion = z.output<typeof FunnelQuestion>

export const JourneyQuestion = z.strictObject({
  type: z.literal('journey'),
  /** An address, an external id or a contact id. */
  contact: z.string().min(1).max(320),
  from: When.optional(),
  to: When.optional(),
  limit: z.int().min(1).max(5_000).default(500),
})
export type JourneyQuestion = z.output<typeof JourneyQuestion>

export const Question = z.discriminatedUnion('type', [
  MetricsQuestion,
  FunnelQuestion,
  JourneyQuestion,
])
export type Question = z.output<typeof Question>
/** As it may be asked: with defaults left out. */
export type Asked = z.input<typeof Question>
