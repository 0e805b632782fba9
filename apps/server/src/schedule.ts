import type { RejudgeReport } from '@airgraph/contract/rejudge.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { classifierVersion } from '@airgraph/engagement/judge.ts'
import PgBoss from 'pg-boss'
import type { Logger } from 'pino'
import type { Rejudge } from './flows/rejudge.ts'

interface Needs {
  readonly records: Records
  readonly rejudge: Rejudge
  readonly log: Pick<Logger, 'info' | 'error'>
}

export interface RejudgeJob {
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly report: RejudgeReport | null
  readonly error: string | null
}

export type Schedule = Awaited<ReturnType<typeof openSchedule>>

const queues = { rejudge: 'rejudge', nightly: 'nightly', hourly: 'hourly' } as const
const judgedByCursor = 'classifier-version'
const hour = 3_600

/** Work that does not belong to a request. The queue is in the records' database and outlives the process. */
export async function openSchedule({ records, rejudge, log }: Needs) {
  const boss = new PgBoss({ connectionString: records.url, max: 4, schema: 'jobs' })
  let stopping = false
  boss.on('error', (error) => {
    if (!stopping) log.error({ err: error }, 'the job queue had trouble') // its idle connections may outlive it a little
  })
  await boss.start()
  for (const name of Object.values(queues))
    await boss.createQueue(name, {
      name,
      retryLimit: 2,
      retryBackoff: true,
      expireInSeconds: 6 * hour,
    })

  await boss.work<{ workspaceId: WorkspaceId }>(
    queues.rejudge,
    { pollingIntervalSeconds: 0.5 },
    async ([job]) => (job ? rejudge(job.data.workspaceId) : null),
  )
  await boss.work(queues.nightly, async () => {
    for (const { workspaceId } of await records.workspaces.list()) await send(workspaceId)
  })
  await boss.work(queues.hourly, () => records.idempotency.forgetOld())
  await boss.schedule(queues.nightly, '17 3 * * *')
  await boss.schedule(queues.hourly, '41 * * * *')

  /** One at a time per workspace: asking again while one waits gives `null`. */
  const send = (workspaceId: WorkspaceId) =>
    boss.send(queues.rejudge, { workspaceId }, { singletonKey: workspaceId })

  /** History judged by older rules is judged again, once, after an upgrade. */
  const judgedBy = await records.cursors.read(judgedByCursor)
  if (judgedBy > 0 && judgedBy < classifierVersion)
    for (const { workspaceId } of await records.workspaces.list()) await send(workspaceId)
  await records.cursors.advance(judgedByCursor, classifierVersion)

  return {
    rejudge: send,
    async find(workspaceId: WorkspaceId, jobId: string): Promise<RejudgeJob | null> {
      const job = await boss.getJobById<{ workspaceId: WorkspaceId }>(queues.rejudge, jobId)
      if (job === null || job.data.workspaceId !== workspaceId) return null
      return {
        state: states[job.state] ?? 'failed',
        report: job.state === 'completed' ? (job.output as RejudgeReport) : null,
        error: job.state === 'failed' ? messageOf(job.output) : null,
      }
    },
    async [Symbol.asyncDispose]() {
      stopping = true
      await boss.stop({ graceful: true, wait: true, timeout: 10_000 })
    },
  }
}

const states: Readonly<Record<string, RejudgeJob['state']>> = {
  created: 'waiting',
  retry: 'waiting',
  active: 'running',
  completed: 'done',
}

const messageOf = (output: unknown) =>
  output !== null && typeof output === 'object' && 'message' in output
    ? String(output.message)
    : 'It failed, and the log says why.'
