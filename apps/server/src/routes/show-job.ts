import type { Job } from '@airgraph/contract/job.ts'
import { reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

/** `null`: it is another workspace's, or none's. */
export const showJob = <Report>(jobId: string, job: Job<Report> | null) =>
  job === null ? reply(404, problem('not-found', `There is no job ${jobId}.`)) : reply(200, job)
