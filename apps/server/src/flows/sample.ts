import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { sampleProgramme } from '@airgraph/simulate/presets.ts'
import { lettersOf } from '@airgraph/simulate/letters.ts'
import { type Happening, simulate } from '@airgraph/simulate/simulate.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Append } from './append.ts'
import type { Folder } from './folder.ts'
import type { Rejudge } from './rejudge.ts'
import type { Settler } from './settler.ts'

export const sampleWorkspace = 'sample' as WorkspaceId

interface Needs {
  readonly records: Pick<Records, 'workspaces' | 'cursors' | 'campaignHtml'>
  readonly append: Append
  /** Resolves when what was appended is committed. */
  readonly committed: () => Promise<void>
  readonly rejudge: Rejudge
  readonly folder: Pick<Folder, 'caughtUp' | 'totalDays'>
  readonly settler: Pick<Settler, 'skip' | 'unite'>
  /** What is being done, for who waits. */
  readonly progress: (doing: string) => void
}

const atOnce = 50_000
const batchesUnderway = 2
const begun = 'sample-begun-at'
const filled = 'sample-filled'

/**
 * A workspace of simulated data that ends now, for looking around. Stopped half-way, the next start
 * makes the same programme again, and what is there already stays once. Nothing is settled meanwhile: it is judged
 * when it is whole.
 */
export async function fillSample({
  records,
  append,
  committed,
  folder,
  rejudge,
  settler,
  progress,
}: Needs) {
  const { workspaces, cursors } = records
  if ((await cursors.read(filled)) > 0) return
  await cursors.advance(begun, (await cursors.read(begun)) || Date.now())
  const programme = sampleProgramme(new Date(await cursors.read(begun)))
  await workspaces.create({
    workspaceId: sampleWorkspace,
    name: 'Sample',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    weekStart: 'monday',
    sample: true,
  })
  if ((await workspaces.find(sampleWorkspace)) === null) return // it was removed, and is not wanted again
  for (const { campaign, html } of lettersOf(programme))
    await records.campaignHtml.save({ workspaceId: sampleWorkspace, campaign, variant: '' }, html)
  await appendAll(append, batches(simulate(programme)), progress)
  progress('judging who opened and clicked')
  await committed()
  await folder.caughtUp()
  await settler.unite()
  await rejudge(sampleWorkspace)
  await folder.caughtUp()
  await settler.skip()
  await folder.totalDays()
  await cursors.advance(filled, 1)
}

/** The next batch is made while the last is being written. */
async function appendAll(
  append: Append,
  all: Iterable<readonly Happening[]>,
  progress: Needs['progress'],
) {
  let events = 0
  const underway = new Set<Promise<void>>()
  for (const batch of all) {
    const appending = appendBatch(append, batch).then(() => {
      underway.delete(appending)
      progress(`${(events += batch.length).toLocaleString('en')} events`)
    })
    underway.add(appending)
    if (underway.size >= batchesUnderway) await Promise.race(underway)
  }
  await Promise.all(underway)
}

async function appendBatch(append: Append, batch: readonly Happening[]) {
  await Promise.all(bySource(batch).map(([source, some]) => appendSome(append, source, some)))
}

function* batches(arrivals: Iterable<{ readonly happening: Happening }>) {
  let batch: Happening[] = []
  for (const { happening } of arrivals) {
    batch.push(happening)
    if (batch.length < atOnce) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const bySource = (batch: readonly Happening[]) => [...Map.groupBy(batch, ({ source }) => source)]

/** Together, so that the sources share an insert. They were received over months, and are taken as of the last of them. */
const appendSome = (append: Append, source: string, some: readonly Happening[]) =>
  append(
    some.map(({ reported }) => reported),
    { workspaceId: sampleWorkspace, source, receivedAt: some.at(-1)?.receivedAt ?? new Date() },
  )
