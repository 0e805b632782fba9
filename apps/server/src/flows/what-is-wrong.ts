/** What somebody should look at, in sentences; nothing is well. */
import { type ArchiveOf, pathsOf } from '@airgraph/store/events/archive/archive-files.ts'
import type { Place } from '@airgraph/store/events/archive/place.ts'
import type { FailedJob } from '../jobs.ts'

const shown = 5

/** Months that count and lie in files of which one is not there. */
export async function wrongWithArchives(place: Place | null, live: readonly ArchiveOf[]) {
  const isWhole = async (archive: ArchiveOf) => {
    if (place === null) return false
    const there = await Promise.all(pathsOf(archive).map((path) => place.has(path)))
    return there.every((one) => one)
  }
  const whole = await Promise.all(live.map(isWhole))
  const broken = live.filter((_, i) => !whole[i])
  if (broken.length === 0) return []
  const names = broken.slice(0, shown).map((one) => `${one.month} of “${one.workspaceId}”`)
  const more = broken.length > shown ? ` and ${broken.length - shown} more` : ''
  return [
    `Archived months cannot be read at ${place?.name ?? 'any place: set ARCHIVE_URL'}: ${names.join(', ')}${more}. Questions that need them are not answered until the files are back.`,
  ]
}

const doing: Readonly<Record<FailedJob['queue'], string>> = {
  rejudge: 'Judging again',
  archive: 'Putting months into files, or back,',
  retain: 'Removing what is too old',
  nightly: 'What is due every night',
  hourly: 'What is due every hour',
  removal: 'Removing workspaces',
}
const longest = 300

export const wrongWithJobs = (failures: readonly FailedJob[]) =>
  failures.map(
    ({ queue, workspaceId, at, message }) =>
      `${doing[queue]}${workspaceId === null ? '' : ` of “${workspaceId}”`} failed on ${at.toISOString().slice(0, 16)}Z, and was not done since: ${message.slice(0, longest)}`,
  )
