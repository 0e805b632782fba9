import { getRejudge, postRejudge } from '@airgraph/contract/rejudge.ts'
import type { Note } from '../flows/note.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'
import type { Jobs } from '../jobs.ts'
import { showJob } from './show-job.ts'

interface Needs {
  readonly jobs: Jobs
  readonly note: Note
}

export const rejudgeRoutes = ({ jobs, note }: Needs) => [
  handle(postRejudge, async (call) => {
    const jobId = await jobs.rejudge(call.workspaceId)
    if (jobId === null)
      return reply(
        503,
        problem('unavailable', 'A rejudgement of this workspace is waiting already.'),
      )
    await note(call, { action: 'history.rejudged', on: { kind: 'job', id: jobId } })
    return reply(202, { jobId })
  }),
  handle(getRejudge, async ({ workspaceId, params: { jobId } }) =>
    showJob(jobId, await jobs.findRejudge(workspaceId, jobId)),
  ),
]
