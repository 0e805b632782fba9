import {
  getArchiveJob,
  listArchives,
  postArchiveRestore,
  postArchives,
} from '@airgraph/contract/archives.ts'
import { refuseOpen } from '../flows/archive-months.ts'
import type { Archives } from '../flows/archives.ts'
import type { Note } from '../flows/note.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'
import type { Jobs } from '../jobs.ts'
import { showJob } from './show-job.ts'

interface Needs {
  readonly archives: Archives
  readonly jobs: Jobs
  readonly note: Note
}

const noPlace = () =>
  reply(
    409,
    problem('conflict', 'Nobody said where archives lie. Start the server with ARCHIVE_URL.'),
  )
const busy = () =>
  reply(503, problem('unavailable', 'Something of this workspace waits to be archived already.'))

export const archiveRoutes = ({ archives, jobs, note }: Needs) => [
  handle(listArchives, async ({ workspaceId }) => {
    const archived = await archives.list(workspaceId)
    const stored = await archives.counted(workspaceId)
    return reply(200, {
      place: archives.place?.name ?? null,
      archived: archived.map(({ month, events, facts, bytes, madeAt }) => ({
        month,
        events,
        facts,
        bytes,
        madeAt: madeAt.toISOString(),
      })),
      stored: [...stored].map(([month, events]) => ({ month, events })),
    })
  }),
  handle(postArchives, async (call) => {
    const { workspaceId, body } = call
    const { months, keepMonths } = body
    if (archives.place === null) return noPlace()
    refuseOpen(months ?? [], new Date())
    const order = { doing: 'archive', months: months ?? null, keepMonths } as const
    const jobId = await jobs.archive({ workspaceId, ...order })
    if (jobId === null) return busy()
    await note(call, { action: 'months.archived', on: { kind: 'job', id: jobId }, after: body })
    return reply(202, { jobId })
  }),
  handle(postArchiveRestore, async (call) => {
    const { workspaceId, body } = call
    const { months } = body
    if (archives.place === null) return noPlace()
    const there = new Set((await archives.list(workspaceId)).map(({ month }) => month))
    const missing = months.find((month) => !there.has(month))
    if (missing !== undefined)
      return reply(404, problem('not-found', `${missing} is not archived.`))
    const jobId = await jobs.archive({ workspaceId, doing: 'restore', months, keepMonths: 0 })
    if (jobId === null) return busy()
    await note(call, { action: 'months.restored', on: { kind: 'job', id: jobId }, after: body })
    return reply(202, { jobId })
  }),
  handle(getArchiveJob, async ({ workspaceId, params: { jobId } }) =>
    showJob(jobId, await jobs.findArchive(workspaceId, jobId)),
  ),
]
