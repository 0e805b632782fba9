import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { JobBegun, JobParams, jobWith } from './job.ts'
import { Problem } from './problem.ts'

export const RejudgeReport = z
  .object({
    contacts: z.int(),
    judged: z.int(),
    /** Verdicts that changed, by class before and after. */
    moved: z.array(
      z.object({ kind: z.string(), from: z.string(), to: z.string(), count: z.int() }),
    ),
    classifierVersion: z.int(),
    milliseconds: z.number(),
  })
  .meta({ id: 'RejudgeReport' })
export type RejudgeReport = z.infer<typeof RejudgeReport>

export const postRejudge = endpoint({
  method: 'POST',
  path: '/v1/rejudge',
  summary: 'Judge all history again',
  description: 'Runs as a job, while events keep coming and questions keep being answered.',
  scope: 'admin',
  role: 'admin',
  reply: { 202: JobBegun, 503: Problem },
})

export const getRejudge = endpoint({
  method: 'GET',
  path: '/v1/rejudge/:jobId',
  summary: 'How far a rejudgement has come, or what it moved',
  scope: 'admin',
  role: 'admin',
  params: JobParams,
  reply: { 200: jobWith(RejudgeReport), 404: Problem },
})
