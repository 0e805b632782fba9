import { z } from 'zod'
import { Month } from './archives.ts'
import { endpoint } from './endpoint.ts'
import { JobBegun, JobParams, jobWith } from './job.ts'
import { Problem } from './problem.ts'

/** Kinds that may go before the messages do, where they name none. */
export const looseKinds = ['visited', 'converted', 'refunded', 'custom'] as const

const months = z.int().min(1).max(1_200)

export const RetentionPolicy = z
  .strictObject({
    months: months.nullable().default(null).meta({
      description:
        'Messages, with all that names them, and everything else are removed when they are older than so many whole months; null keeps them',
    }),
    loose: z.partialRecord(z.enum(looseKinds), months).default({}).meta({
      description: 'Events of these kinds that name no message may go earlier',
    }),
    totals: z.enum(['keep', 'remove']).default('keep').meta({
      description:
        '“keep”: totals of days stay, so that counts by campaign, stream, provider, source and time stay what they were. “remove”: they go too',
    }),
    archiveAfter: months.nullable().default(null).meta({
      description: 'Months that ended so many months ago are put into files every night',
    }),
  })
  .meta({ id: 'RetentionPolicy' })

const Going = z.object({
  month: Month,
  events: z.int(),
  /** Of the tables and files, by the share of their events. */
  bytes: z.number(),
})

export const RetentionReport = z
  .object({
    before: z.iso.date().nullable(),
    loose: z.record(z.string(), z.iso.date()),
    totals: z.enum(['keep', 'remove']),
    months: z.array(Going),
    milliseconds: z.number(),
  })
  .meta({ id: 'RetentionReport' })
export type RetentionReport = z.infer<typeof RetentionReport>

export const Retention = z
  .object({
    policy: z.object({
      months: months.nullable(),
      loose: z.partialRecord(z.enum(looseKinds), months),
      totals: z.enum(['keep', 'remove']),
      archiveAfter: months.nullable(),
    }),
    /** In words, what it means to answers. */
    means: z.array(z.string()),
    /** What the next run would remove. */
    wouldRemove: z.array(Going),
    runs: z.array(z.object({ at: z.iso.datetime(), report: RetentionReport })),
  })
  .meta({ id: 'Retention' })
export type Retention = z.infer<typeof Retention>

export const getRetention = endpoint({
  method: 'GET',
  path: '/v1/retention',
  summary: 'What is kept for how long, and what would be removed next',
  scope: 'admin',
  role: 'admin',
  reply: { 200: Retention },
})

export const postRetention = endpoint({
  method: 'POST',
  path: '/v1/retention',
  summary: 'Say what is kept for how long',
  description: 'Removes nothing yet: that is done in the night after, or when it is asked for.',
  scope: 'admin',
  role: 'admin',
  body: RetentionPolicy,
  reply: { 200: Retention, 409: Problem, 422: Problem },
})

export const postRetentionRun = endpoint({
  method: 'POST',
  path: '/v1/retention/run',
  summary: 'Remove what is too old now',
  scope: 'admin',
  role: 'admin',
  reply: { 202: JobBegun, 503: Problem },
})

export const getRetentionJob = endpoint({
  method: 'GET',
  path: '/v1/retention/jobs/:jobId',
  summary: 'How far removing has come',
  scope: 'admin',
  role: 'admin',
  params: JobParams,
  reply: { 200: jobWith(RetentionReport), 404: Problem },
})
