import { classifierVersion } from '@airgraph/engagement/judge.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Logger } from 'pino'
import type { ArchiveMonths, ArchiveOrder } from './flows/archive-months.ts'
import type { Rejudge } from './flows/rejudge.ts'
import type { RemoveWorkspaces } from './flows/remove-workspaces.ts'
import { type Jobs, openBoss, queues } from './jobs.ts'

interface Needs {
  readonly records: Records
  readonly jobs: Jobs
  readonly rejudge: Rejudge
  readonly removeWorkspaces: RemoveWorkspaces
  readonly archiveMonths: ArchiveMonths
  readonly log: Pick<Logger, 'error'>
}

interface OfWorkspace {
  readonly workspaceId: WorkspaceId
}

/** In seconds: questions that were asked before are over by then. */
const soon = 60
const judgedByCursor = 'classifier-version'

/** Does what was asked for, and what is due by the clock. Open in one process at a time. */
export async function openSchedule(needs: Needs) {
  const { records, jobs, rejudge, archiveMonths, removeWorkspaces, log } = needs
  await using opened = new AsyncDisposableStack()
  const { boss } = opened.use(await openBoss({ records, log }, { max: 4, keepsTime: true }))
  const rejudgeAll = async () => {
    for (const { workspaceId } of await records.workspaces.list()) await jobs.rejudge(workspaceId)
  }
  /** What each workspace wants put into files, and what it does not want to keep. */
  const keepInOrder = async () => {
    for (const { workspaceId } of await records.workspaces.list()) {
      const { policy, removed } = await records.retention.read(workspaceId)
      if (policy.archiveAfter !== null)
        await jobs.archive({
          workspaceId,
          doing: 'archive',
          months: null,
          keepMonths: policy.archiveAfter,
        })
      if (policy.months !== null || removed !== null || Object.keys(policy.loose).length > 0)
        await jobs.retain(workspaceId)
    }
  }
  /** What fails is said in the log: of what is due by the clock nobody waits to hear. */
  const loudly =
    <Data>(work: (data: Data) => Promise<unknown>) =>
    async ([job]: readonly { readonly name: string; readonly data: Data }[]) => {
      if (!job) return null
      try {
        return await work(job.data)
      } catch (error) {
        log.error({ err: error, queue: job.name, of: job.data }, 'a job failed')
        throw error
      }
    }
  const often = { pollingIntervalSeconds: 0.5 }
  await boss.work(
    queues.rejudge,
    often,
    loudly(({ workspaceId }: OfWorkspace) => rejudge(workspaceId)),
  )
  await boss.work(
    queues.retain,
    often,
    loudly(({ workspaceId }: OfWorkspace) => archiveMonths.retain(workspaceId, new Date())),
  )
  await boss.work(
    queues.nightly,
    loudly(async () => {
      await rejudgeAll()
      await keepInOrder()
    }),
  )
  await boss.work(
    queues.archive,
    often,
    loudly(async (order: ArchiveOrder) => {
      const report = await archiveMonths.run(order, new Date())
      await boss.send(queues.hourly, {}, { startAfter: soon })
      return report
    }),
  )
  const everyHour = async () => {
    await records.idempotency.forgetOld()
    await records.attempts.forgetOld()
    await records.people.forgetOld()
    await archiveMonths.tidy(new Date())
    await removeWorkspaces()
  }
  await boss.work(queues.hourly, loudly(everyHour))
  await boss.work(queues.removal, { pollingIntervalSeconds: 1 }, loudly(removeWorkspaces))
  await boss.schedule(queues.nightly, '17 3 * * *')
  await boss.schedule(queues.hourly, '41 * * * *')

  /** History judged by older rules is judged again, once, after an upgrade. */
  const judgedBy = await records.cursors.read(judgedByCursor)
  if (judgedBy > 0 && judgedBy < classifierVersion) await rejudgeAll()
  await records.cursors.advance(judgedByCursor, classifierVersion)
  return opened.move()
}
