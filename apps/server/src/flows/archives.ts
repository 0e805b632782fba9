/**
 * Months in files. What is written is read back, and then one switch in the records says that the files count and the tables
 * do not (`wherever`); whatever is copied or deleted before or after it changes no number. A crash leaves work for `tidy`.
 */
import { Failure } from '@airgraph/domain/failure.ts'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { ArchivedMonth } from '@airgraph/sql/archived.ts'
import { sql } from '@airgraph/sql/sql.ts'
import {
  type ArchiveOf,
  asArchivedMonth,
  countsOf,
  indexArchive,
  newArchiveId,
  ofArchive,
  ofMonth,
  readManifest,
  removeFiles,
  type Source,
  type Without,
  verifyArchive,
  writeArchive,
} from '@airgraph/store/events/archive/archive-files.ts'
import {
  copyBack,
  discardArchived,
  forgetArchive,
  inheritThawed,
  storedMonths,
} from '@airgraph/store/events/archive/archived-months.ts'
import type { Place } from '@airgraph/store/events/archive/place.ts'
import {
  archivedAmong,
  lateContacts,
  thaw,
  workspacesIn,
} from '@airgraph/store/events/archive/thaw.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Range } from '@airgraph/store/events/fold/range.ts'
import type { Archive } from '@airgraph/store/records/archives.ts'
import type { Records } from '@airgraph/store/records/open.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'archives' | 'alone'>
  /** `null` where nobody said where archives are to lie. */
  readonly place: Place | null
}

export type Archives = ReturnType<typeof createArchives>

/** Longer than any question runs: one that was asked before the switch still reads what was there then. */
const graceSeconds = 45

export function createArchives({ events, records, place }: Needs) {
  const where = (): Place => {
    if (place !== null) return place
    throw new Failure(
      'conflict',
      'Nobody said where archives lie: set ARCHIVE_URL, such as s3://key:secret@host/bucket.',
    )
  }
  /** After a fold's turn, never before it. */
  const alone = <T>(work: () => Promise<T>) => records.alone('archives', work)
  const live = (workspaceId?: WorkspaceId) => records.archives.list(['live'], workspaceId)
  const monthsOf = async (workspaceId: WorkspaceId): Promise<readonly ArchivedMonth[]> =>
    (await live(workspaceId)).map((one) => asArchivedMonth(where(), one))

  const switchTo = async (
    of: ArchiveOf,
    manifest: Awaited<ReturnType<typeof writeArchive>>,
    isRemoved = false,
  ) => {
    await events.run(indexArchive(where(), of))
    await records.archives.switchTo(of.archiveId, countsOf(manifest), isRemoved)
  }
  const begin = async (workspaceId: WorkspaceId, month: string): Promise<ArchiveOf> => {
    const of = { archiveId: newArchiveId(), workspaceId, month }
    await records.archives.begin(of.archiveId, workspaceId, month)
    return of
  }
  const deleteFiles = async (of: ArchiveOf) => {
    await removeFiles(where(), of)
    await forgetArchive(events, of)
    await records.archives.mark(of.archiveId, 'gone')
  }
  /** A new archive with what the old one has, but for some of it; the old one is deleted at once. */
  const rewrite = async (old: Archive, without: Without) => {
    const of = await begin(old.workspaceId, old.month)
    const manifest = await writeArchive(events, where(), of, ofArchive(where(), old, without))
    await inheritThawed(events, old, of, without.contactIds ?? [])
    await switchTo(of, manifest, old.isRemoved)
    await deleteFiles(old)
    return old.events - countsOf(manifest).events
  }

  return {
    place,
    monthsOf,
    list: (workspaceId: WorkspaceId) => live(workspaceId),
    manifest: (of: ArchiveOf) => readManifest(where(), of),
    /** Events in the tables, counted or not. */
    stored: (workspaceId: WorkspaceId) => storedMonths(events, workspaceId),
    /** Those of them that count. */
    counted: async (workspaceId: WorkspaceId) =>
      storedMonths(events, workspaceId, await live(workspaceId)),
    /** Before a piece of the log is folded: whom it is about, and who is archived, is brought back. */
    async readyFor(range: Range) {
      const all = await live()
      if (all.length === 0) return
      const mine = new Set<string>(all.map(({ workspaceId }) => workspaceId))
      for (const workspaceId of await workspacesIn(events, range)) {
        if (!mine.has(workspaceId)) continue
        const late = await lateContacts(events, range, workspaceId, await monthsOf(workspaceId))
        if (late.length > 0)
          await alone(async () => thaw(events, workspaceId, late, await monthsOf(workspaceId)))
      }
    },
    /** Brings people back, whatever they did. Gives how many of their events were archived. */
    bringBack: (workspaceId: WorkspaceId, contactIds: readonly ContactId[]) =>
      alone(async () => thaw(events, workspaceId, contactIds, await monthsOf(workspaceId))),
    /** Takes people's rows out of all files. Gives how many events that were. */
    forget: (workspaceId: WorkspaceId, contactIds: readonly ContactId[]) =>
      alone(async () => {
        for (const past of await records.archives.list(['past'], workspaceId))
          await deleteFiles(past)
        let forgotten = 0
        for (const archive of await live(workspaceId)) {
          const month = asArchivedMonth(where(), archive)
          const there = await archivedAmong(events, workspaceId, contactIds, month)
          if (there.length > 0) forgotten += await rewrite(archive, { contactIds })
        }
        return forgotten
      }),
    /** Deletes the files of a workspace that is no more. */
    forgetWorkspace: (workspaceId: WorkspaceId) =>
      alone(async () => {
        const all = await records.archives.list(['writing', 'live', 'past'], workspaceId)
        for (const one of all) await deleteFiles(one)
      }),
    /** Puts what counts for a month into files; `null` where there is nothing. Nothing may be folded meanwhile. */
    archive: (workspaceId: WorkspaceId, month: string) =>
      alone(async () => {
        const months = await monthsOf(workspaceId)
        const isThere = (await storedMonths(events, workspaceId)).has(month)
        if (!isThere) return null
        const of = await begin(workspaceId, month)
        const manifest = await writeArchive(events, where(), of, ofMonth(of, months))
        await switchTo(of, manifest)
        return manifest
      }),
    /** Puts a month back into the tables. Nothing may be folded meanwhile. */
    restore: (workspaceId: WorkspaceId, month: string) =>
      alone(async () => {
        const archive = (await live(workspaceId)).find((one) => one.month === month)
        if (archive === undefined)
          throw new Failure('not-found', `${month} of “${workspaceId}” is not archived.`)
        const manifest = await verifyArchive(events, where(), archive)
        await copyBack(events, where(), archive)
        await records.archives.mark(archive.archiveId, 'past')
        return manifest
      }),
    /** Takes rows out of the files of a workspace. */
    removeGoing: (workspaceId: WorkspaceId, rows: Source) =>
      alone(async () => {
        for (const archive of await live(workspaceId)) {
          const files = asArchivedMonth(where(), archive)
          const counted = await events.query(sql`
            SELECT (SELECT count() FROM ${files.events} WHERE ${rows('events')})
              + (SELECT count() FROM ${files.facts} WHERE ${rows('facts')}) AS n`)
          if (Number(counted.rows[0]?.['n']) > 0) await rewrite(archive, { rows })
        }
      }),
    /**
     * Deletes what counts no more: rows of what is archived, files of what is not, and whatever a crash left. Nothing may be
     * folded meanwhile.
     */
    tidy: (now: Date, grace = graceSeconds) =>
      alone(async () => {
        const isEmpty = ({ isRemoved, events: n, facts }: Archive) => isRemoved && n + facts === 0
        const isOver = ({ since }: Archive) => now.getTime() - since.getTime() >= grace * 1_000
        for (const one of await records.archives.list(['writing'])) await deleteFiles(one)
        for (const one of (await live()).filter((of) => !of.isRemoved && isOver(of))) {
          await discardArchived(events, one)
          await records.archives.markRemoved(one.archiveId, true)
        }
        for (const one of (await live()).filter(isEmpty))
          await records.archives.mark(one.archiveId, 'past')
        for (const one of (await records.archives.list(['past'])).filter(isOver))
          await deleteFiles(one)
      }),
  }
}
