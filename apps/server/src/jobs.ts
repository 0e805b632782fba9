import type { ArchiveReport } from '@airgraph/contract/archives.ts'
import type { Job } from '@airgraph/contract/job.ts'
import type { RejudgeReport } from '@airgraph/contract/rejudge.ts'
import type { RetentionReport } from '@airgraph/contract/retention.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import PgBoss from 'pg-boss'
import type { Logger } from 'pino'
import type { ArchiveOrder } from './flows/archive-months.ts'

interface Needs {
  readonly records: Records
  readonly log: Pick<Logger, 'error'>
}

export type Jobs = Awaited<ReturnType<typeof openJobs>>

export const queues = {
  rejudge: 'rejudge',
  archive: 'archive',
  retain: 'retain',
  nightly: 'nightly',
  hourly: 'hourly',
  removal: 'removal',
} as const
const hour = 3_600
const again = { retryLimit: 2, retryBackoff: true, expireInSeconds: 6 * hour } as const
/** One may wait for each workspace. */
const waitingOnce = [queues.rejudge, queues.archive, queues.retain].map(
  (name) => ({ ...again, name, policy: 'short' }) as const,
)

interface Part {
  /** Connections at most. */
  readonly max: number
  /** Keeps the clock and puts the queue in order. */
  readonly keepsTime: boolean
}

/** The queue is in the records' database, and outlives the process. */
export async function openBoss({ records, log }: Needs, { max, keepsTime }: Part) {
  const boss = new PgBoss({
    connectionString: records.url,
    max,
    schema: 'jobs',
    supervise: keepsTime,
    schedule: keepsTime,
  })
  let stopping = false
  boss.on('error', (error) => {
    if (!stopping) log.error({ err: error }, 'the job queue had trouble') // its idle connections may outlive it a little
  })
  await records.alone('job-queue', async () => {
    await boss.start()
    for (const queue of waitingOnce) {
      await boss.createQueue(queue.name, queue)
      await boss.updateQueue(queue.name, queue) // of one that was there
    }
    for (const name of [queues.nightly, queues.hourly, queues.removal])
      await boss.createQueue(name, { ...again, name })
  })
  return {
    boss,
    async [Symbol.asyncDispose]() {
      stopping = true
      await boss.stop({ graceful: true, wait: true, timeout: 10_000 })
    },
  }
}

/** Work that does not belong to a request is asked for here; a worker does it (`schedule.ts`). */
export async function openJobs(needs: Needs) {
  const { boss, [Symbol.asyncDispose]: close } = await openBoss(needs, {
    max: 2,
    keepsTime: false,
  })
  const findIn =
    <Report>(queue: string) =>
    async (workspaceId: WorkspaceId, jobId: string): Promise<Job<Report> | null> => {
      const job = await boss.getJobById<{ workspaceId: WorkspaceId }>(queue, jobId)
      if (job === null || job.data.workspaceId !== workspaceId) return null
      return {
        state: states[job.state] ?? 'failed',
        report: job.state === 'completed' ? (job.output as Report) : null,
        error: job.state === 'failed' ? messageOf(job.output) : null,
      }
    }
  return {
    /** One at a time per workspace: asking again while one waits gives `null`. */
    rejudge: (workspaceId: WorkspaceId) =>
      boss.send(queues.rejudge, { workspaceId }, { singletonKey: workspaceId }),
    /** Removes soon what would be removed within the hour. */
    removeWorkspaces: () => boss.send(queues.removal, {}),
    findRejudge: findIn<RejudgeReport>(queues.rejudge),
    /** As above. */
    archive: (order: ArchiveOrder) =>
      boss.send(queues.archive, order, { singletonKey: order.workspaceId, retryLimit: 0 }),
    retain: (workspaceId: WorkspaceId) =>
      boss.send(queues.retain, { workspaceId }, { singletonKey: workspaceId }),
    findRetain: findIn<RetentionReport>(queues.retain),
    findArchive: findIn<ArchiveReport>(queues.archive),
    /** What failed when it was tried last, by queue and workspace; forgotten after a week. */
    async failures(): Promise<readonly FailedJob[]> {
      const { rows } = await boss.getDb().executeSql(lastOfEach, [Object.values(queues)])
      return (rows as LastRow[])
        .filter(({ state }) => state === 'failed')
        .map(({ queue, workspace, at, output }) => ({
          queue,
          workspaceId: workspace,
          at,
          message: messageOf(output),
        }))
    },
    [Symbol.asyncDispose]: close,
  }
}

export interface FailedJob {
  readonly queue: (typeof queues)[keyof typeof queues]
  /** `null`: it is about all of them. */
  readonly workspaceId: string | null
  readonly at: Date
  readonly message: string
}

interface LastRow extends Pick<FailedJob, 'queue' | 'at'> {
  readonly workspace: string | null
  readonly state: string
  readonly output: unknown
}

const over = (table: string) => `
  SELECT name AS queue, data->>'workspaceId' AS workspace, state::text, output, completed_on AS at
  FROM jobs.${table} WHERE name = ANY($1) AND state IN ('completed', 'failed')`
const lastOfEach = `
  SELECT DISTINCT ON (queue, workspace) * FROM (${over('job')} UNION ALL ${over('archive')}) ended
  ORDER BY queue, workspace, at DESC`

const states: Readonly<Record<string, Job<unknown>['state']>> = {
  created: 'waiting',
  retry: 'waiting',
  active: 'running',
  completed: 'done',
}

const messageOf = (output: unknown) =>
  output !== null && typeof output === 'object' && 'message' in output
    ? String(output.message)
    : 'It failed, and the log says why.'
