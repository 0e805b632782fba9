import { once } from 'node:events'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { LoggedEventStore } from '@airgraph/store/events/through-log.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Logger } from 'pino'
import type { Append } from '../flows/append.ts'
import { createArchiveMonths } from '../flows/archive-months.ts'
import type { Archives } from '../flows/archives.ts'
import { openFolder } from '../flows/folder.ts'
import { listenForHurry } from '../flows/progress.ts'
import { createRejudge } from '../flows/rejudge.ts'
import { createRemoveWorkspaces } from '../flows/remove-workspaces.ts'
import { createRetain } from '../flows/retain.ts'
import { fillSample } from '../flows/sample.ts'
import { openSettler } from '../flows/settler.ts'
import { createWorkspaceEvidences } from '../flows/workspace-evidences.ts'
import type { Jobs } from '../jobs.ts'
import { openSchedule } from '../schedule.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Records
  readonly archives: Archives
  readonly jobs: Jobs
  readonly append: Append
  readonly log: Logger
  /** Whether the sample workspace is wanted. */
  readonly sample: boolean
  /** How far it is, while it is being filled. */
  readonly progress: (doing: string) => void
  /** Fires when another may be at work. */
  readonly ending?: AbortSignal
}

/** Where there is a log, it is carried by the one that works. */
interface Carrying {
  readonly carry: LoggedEventStore['carry'] | null
}

/** Folding, judging and what is done by the clock. Open in one process at a time. */
export async function openWork(needs: Needs) {
  const { events, records, archives, jobs, append, log, sample, progress, ending } = needs
  await using opened = new AsyncDisposableStack()
  const evidences = createWorkspaceEvidences({ events, records, archives })
  const evidence = (workspaceId: WorkspaceId) => evidences.of(workspaceId)
  const folder = opened.use(await openFolder({ events, records, archives, log }))
  const settler = opened.use(
    await openSettler({ events, folder, archives, records, evidence, log }),
  )
  const rejudge = createRejudge({ events, settler, evidences, archives })
  const archiveMonths = createArchiveMonths({
    archives,
    folder,
    settler,
    retain: createRetain({ events, records, archives }),
  })
  const committed = () => events.allCommitted(ending)
  if (sample) await fillSample({ records, append, committed, folder, rejudge, settler, progress })
  settler.begin()
  const removeWorkspaces = createRemoveWorkspaces({ events, archives, folder, records })
  opened.use(await openSchedule({ records, jobs, rejudge, archiveMonths, removeWorkspaces, log }))
  const closing = opened.move()
  return {
    folder,
    settler,
    rejudge,
    archiveMonths,
    [Symbol.asyncDispose]: () => closing[Symbol.asyncDispose](),
  }
}

/** Of all workers one works, and another takes over when it ends. */
export const openWorker = ({ carry, ...needs }: Needs & Carrying) =>
  needs.records.lead(
    'worker',
    async (signal) => {
      const append: Append = async (...call) => {
        signal.throwIfAborted() // another may be filling the sample
        return needs.append(...call)
      }
      await using _ = carry?.((trouble) =>
        needs.log.error({ err: trouble }, 'carrying the log stopped, and is taken up again'),
      )
      await using work = await openWork({ ...needs, append, ending: signal })
      const stop = await listenForHurry(needs.records, work.settler)
      needs.log.info('this process is the one that works')
      if (!signal.aborted) await once(signal, 'abort')
      stop()
    },
    (error) => needs.log.error({ err: error }, 'work stopped, and is taken up again'),
  )
