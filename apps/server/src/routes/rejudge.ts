import { getRejudge, postRejudge } from '@airgraph/contract/rejudge.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'
import type { Jobs } from '../jobs.ts'

export const rejudgeRoutes = ({ jobs }: { readonly jobs: Jobs }) => [
  handle(postRejudge, async ({ workspaceId }) => {
    const jobId = await jobs.rejudge(workspaceId)
    return jobId === null
      ? reply(503, problem('unavailable', 'A rejudgement of this workspace is waiting already.'))
      : reply(202, { jobId })
  }),
  handle(getRejudge, async ({ workspaceId, params: { jobId } }) => {
    const job = await jobs.find(workspaceId, jobId)
    return job === null
      ? reply(404, problem('not-found', `There is no job ${jobId}.`))
      : reply(200, job)
  }),
]
