import type { ArchiveReport } from '@airgraph/contract/archives.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { countsOf } from '@airgraph/store/events/archive/archive-files.ts'
import type { Archives } from './archives.ts'
import type { Folder } from './folder.ts'
import type { Retain } from './retain.ts'
import type { Settler } from './settler.ts'

interface Needs {
  readonly archives: Archives
  readonly folder: Folder
  readonly settler: Settler
  readonly retain: Retain
}

/** What a job is asked for: months that are named, or all that ended so many months ago. */
export interface ArchiveOrder {
  readonly workspaceId: WorkspaceId
  readonly doing: ArchiveReport['doing']
  readonly months: readonly string[] | null
  readonly keepMonths: number
}

/** What a day brings late is mostly there by then. */
const restDays = 3
const day = 86_400_000

/** The month that lies so many before that of a moment, in UTC. */
export const monthBefore = (now: Date, months: number) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString().slice(0, 7)

/** Whether a month ended some days ago. */
const isClosed = (month: string, now: Date) =>
  month < new Date(now.getTime() - restDays * day).toISOString().slice(0, 7)

export function refuseOpen(months: readonly string[], now: Date) {
  const open = months.find((month) => !isClosed(month, now))
  if (open !== undefined)
    throw new Failure(
      'invalid',
      `${open} is not over, or has not been for ${restDays} days: name months before it.`,
    )
}

export type ArchiveMonths = ReturnType<typeof createArchiveMonths>

/** Months into files or back, one after the other; between two of them what has come in is folded and judged. */
export function createArchiveMonths({ archives, folder, settler, retain }: Needs) {
  const undisturbed = <T>(work: () => Promise<T>) => settler.alone(() => folder.alone(work)) // in this order: judging waits for folding

  const chosen = async ({ workspaceId, doing, months, keepMonths }: ArchiveOrder, now: Date) => {
    if (months !== null) return [...new Set(months)].toSorted()
    if (doing === 'restore') return (await archives.list(workspaceId)).map(({ month }) => month)
    const last = monthBefore(now, keepMonths)
    const stored = await undisturbed(() => archives.stored(workspaceId))
    return [...stored.keys()].filter((month) => month < last && isClosed(month, now))
  }

  return {
    async run(order: ArchiveOrder, now: Date): Promise<ArchiveReport> {
      const started = performance.now()
      const { workspaceId, doing } = order
      await folder.caughtUp()
      const done: ArchiveReport['months'] = []
      for (const month of await chosen(order, now)) {
        if (doing === 'archive') refuseOpen([month], now)
        const manifest = await undisturbed(() => archives[doing](workspaceId, month))
        if (manifest !== null) done.push({ month, ...countsOf(manifest) })
      }
      return { doing, months: done, milliseconds: Math.round(performance.now() - started) }
    },
    /** What is too old is removed. */
    async retain(workspaceId: WorkspaceId, now: Date) {
      await folder.caughtUp()
      return undisturbed(() => retain.run(workspaceId, now))
    },
    /** What counts no more leaves the tables and the disk. */
    tidy: (now: Date, grace?: number) => undisturbed(() => archives.tidy(now, grace)),
  }
}
