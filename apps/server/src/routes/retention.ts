import {
  getRetention,
  getRetentionJob,
  postRetention,
  postRetentionRun,
  type RetentionReport,
} from '@airgraph/contract/retention.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Note } from '../flows/note.ts'
import { meaning, type Retain } from '../flows/retain.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'
import type { Jobs } from '../jobs.ts'
import { showJob } from './show-job.ts'

interface Needs {
  readonly records: Pick<Records, 'retention'>
  readonly retain: Pick<Retain, 'wouldRemove'>
  readonly jobs: Jobs
  readonly note: Note
}

const runsShown = 12

export function retentionRoutes({ records: { retention }, retain, jobs, note }: Needs) {
  const shown = async (workspaceId: WorkspaceId) => {
    const { policy } = await retention.read(workspaceId)
    const runs = await retention.runs(workspaceId, runsShown)
    return {
      policy,
      means: meaning(policy),
      wouldRemove: await retain.wouldRemove(workspaceId, new Date()),
      runs: runs.map(({ at, report }) => ({
        at: at.toISOString(),
        report: report as RetentionReport,
      })),
    }
  }
  return [
    handle(getRetention, async ({ workspaceId }) => reply(200, await shown(workspaceId))),
    handle(postRetention, async (call) => {
      const { workspaceId, body } = call
      const kept = await retention.read(workspaceId)
      const longer = Object.entries(body.loose).find(
        ([, n]) => body.months !== null && n > body.months,
      )
      if (longer !== undefined)
        return reply(
          422,
          problem(
            'invalid',
            `loose.${longer[0]} is ${longer[1]} months, but everything is removed after ${body.months}: say fewer, or leave it out.`,
          ),
        )
      if (kept.underway !== null)
        return reply(409, problem('conflict', 'A removal is underway. Try again when it is over.'))
      if (kept.removed?.totals === 'remove' && body.totals === 'keep')
        return reply(
          409,
          problem(
            'conflict',
            'Totals of what was removed are gone already: totals stays “remove”.',
          ),
        )
      await retention.write(workspaceId, { ...kept, policy: body })
      await note(call, {
        action: 'retention.changed',
        on: { kind: 'workspace', id: workspaceId },
        before: { ...kept.policy },
        after: { ...body },
      })
      return reply(200, await shown(workspaceId))
    }),
    handle(postRetentionRun, async (call) => {
      const jobId = await jobs.retain(call.workspaceId)
      if (jobId === null)
        return reply(503, problem('unavailable', 'A removal of this workspace is waiting already.'))
      await note(call, { action: 'history.removed', on: { kind: 'job', id: jobId } })
      return reply(202, { jobId })
    }),
    handle(getRetentionJob, async ({ workspaceId, params: { jobId } }) =>
      showJob(jobId, await jobs.findRetain(workspaceId, jobId)),
    ),
  ]
}
