import { z } from 'zod'
import { countings, metricNames } from './question.ts'

export const units = ['count', 'ratio', 'money', 'duration'] as const
/** `money` is in minor units, `duration` in milliseconds, `ratio` 0–1. */
export type Unit = (typeof units)[number]

/** One number. `null` is unknown: nothing out of nothing. */
export const Measured = z.object({
  value: z.number().nullable(),
  /** Of rates: the Wilson interval at 95 %. */
  low: z.number().optional(),
  high: z.number().optional(),
  numerator: z.number().optional(),
  denominator: z.number().optional(),
  /** With `compare`: what it was, and value ÷ previous − 1. */
  previous: z.number().nullable().optional(),
  change: z.number().nullable().optional(),
})
export type Measured = z.infer<typeof Measured>

export const Column = z.object({
  metric: z.enum(metricNames),
  title: z.string(),
  unit: z.enum(units),
  /** In words, with the class of engagement and what it is counted by. */
  definition: z.string(),
  countedBy: z.enum(countings),
  currency: z.string().optional(),
})
export type Column = z.infer<typeof Column>

export const MetricsRow = z.object({
  /** Start of the bucket, as a moment; present with a grain. */
  at: z.string().optional(),
  /** Value of each dimension; "" where the event has none. */
  by: z.record(z.string(), z.string()),
  /** All the groups beyond the limit, together. */
  other: z.literal(true).optional(),
  values: z.record(z.string(), Measured),
})
export type MetricsRow = z.infer<typeof MetricsRow>

/** What every answer says of itself. */
const provenance = {
  /** Everything committed up to here was counted. */
  asOf: z.string(),
  rowsRead: z.number(),
  milliseconds: z.number(),
  /** What a reader should know: other currencies left out, groups gathered into "other". */
  notes: z.array(z.string()),
  /** Months ("2026-03", in UTC) that are archived and were read from files, which takes longer; absent where none was. */
  cold: z.array(z.string()).optional(),
}
export type Provenance = z.infer<z.ZodObject<typeof provenance>>

export const MetricsAnswer = z.object({
  type: z.literal('metrics'),
  columns: z.array(Column),
  rows: z.array(MetricsRow),
  timeZone: z.string(),
  ...provenance,
})
export type MetricsAnswer = z.infer<typeof MetricsAnswer>

export const FunnelAnswer = z.object({
  type: z.literal('funnel'),
  definition: z.string(),
  groups: z.array(
    z.object({
      by: z.record(z.string(), z.string()),
      other: z.literal(true).optional(),
      steps: z.array(
        z.object({
          step: z.string(),
          count: z.number(),
          /** Of the step before, and of the first. */
          fromPrevious: Measured,
          fromFirst: Measured,
          /** From the step before, in milliseconds. */
          medianTime: z.number().nullable(),
        }),
      ),
    }),
  ),
  ...provenance,
})
export type FunnelAnswer = z.infer<typeof FunnelAnswer>

export const JourneyAnswer = z.object({
  type: z.literal('journey'),
  contactId: z.string().nullable(),
  /** Oldest first. */
  events: z.array(
    z.object({
      eventId: z.string(),
      kind: z.string(),
      occurredAt: z.string(),
      source: z.string(),
      messageId: z.string().nullable(),
      campaignId: z.string().nullable(),
      url: z.string().nullable(),
      client: z.string().nullable(),
      name: z.string().nullable(),
      bounce: z.object({ class: z.string(), reason: z.string(), detail: z.string() }).nullable(),
      engagement: z
        .object({
          class: z.string(),
          confidence: z.number(),
          humanProbability: z.number(),
          reasons: z.array(z.string()),
          classifierVersion: z.number(),
        })
        .nullable(),
      money: z.object({ amount: z.number(), currency: z.string() }).nullable(),
      properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
  ...provenance,
})
export type JourneyAnswer = z.infer<typeof JourneyAnswer>

export const Answer = z.discriminatedUnion('type', [MetricsAnswer, FunnelAnswer, JourneyAnswer])
export type Answer = z.infer<typeof Answer>
