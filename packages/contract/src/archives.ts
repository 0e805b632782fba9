import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { JobBegun, JobParams, jobWith } from './job.ts'
import { Problem } from './problem.ts'

export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as "2026-03"')
  .meta({ description: 'A month, in UTC' })

const counts = { month: Month, events: z.int(), facts: z.int(), bytes: z.number() }

export const ArchiveReport = z
  .object({
    doing: z.enum(['archive', 'restore']),
    months: z.array(z.object(counts)),
    milliseconds: z.number(),
  })
  .meta({ id: 'ArchiveReport' })
export type ArchiveReport = z.infer<typeof ArchiveReport>

export const ArchiveList = z
  .object({
    /** Where files lie; `null` where nobody said. */
    place: z.string().nullable(),
    archived: z.array(z.object({ ...counts, madeAt: z.iso.datetime() })),
    /** What is in the tables: months that were never archived, and what came late for months that were. */
    stored: z.array(z.object({ month: Month, events: z.int() })),
  })
  .meta({ id: 'ArchiveList' })
export type ArchiveList = z.infer<typeof ArchiveList>

export const listArchives = endpoint({
  method: 'GET',
  path: '/v1/archives',
  summary: 'Which months lie in files, and which in the tables',
  scope: 'admin',
  role: 'admin',
  reply: { 200: ArchiveList },
})

export const postArchives = endpoint({
  method: 'POST',
  path: '/v1/archives',
  summary: 'Put months into files',
  description:
    'Months that are named, or all that ended so many months ago. They stay answerable, only slower. Runs as a job; a month that is archived already takes in what came late.',
  scope: 'admin',
  role: 'admin',
  body: z.strictObject({
    months: z.array(Month).min(1).max(600).optional(),
    keepMonths: z
      .int()
      .min(1)
      .max(1_200)
      .default(6)
      .meta({ description: 'Where no months are named: so many whole months stay in the tables' }),
  }),
  reply: { 202: JobBegun, 409: Problem, 503: Problem },
})

export const postArchiveRestore = endpoint({
  method: 'POST',
  path: '/v1/archives/restore',
  summary: 'Put months back into the tables',
  scope: 'admin',
  role: 'admin',
  body: z.strictObject({ months: z.array(Month).min(1).max(600) }),
  reply: { 202: JobBegun, 404: Problem, 409: Problem, 503: Problem },
})

export const getArchiveJob = endpoint({
  method: 'GET',
  path: '/v1/archives/jobs/:jobId',
  summary: 'How far archiving or putting back has come',
  scope: 'admin',
  role: 'admin',
  params: JobParams,
  reply: { 200: jobWith(ArchiveReport), 404: Problem },
})
