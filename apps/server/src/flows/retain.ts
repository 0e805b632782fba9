/** What is too old is removed: its totals are kept first, if they are to stay; then rows and files go. Stopped anywhere, it goes on where it was. */
import { randomUUID } from 'node:crypto'
import type { RetentionReport } from '@airgraph/contract/retention.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { sql } from '@airgraph/sql/sql.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { going, goingMonths, type Horizons } from '@airgraph/store/events/going.ts'
import {
  discardGoing,
  dropKeptTotals,
  keepTotalsOf,
  redoContactDays,
  rememberMessages,
  touchGoing,
} from '@airgraph/store/events/retention.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Removed, RetentionPolicy } from '@airgraph/store/records/retention.ts'
import { monthBefore } from './archive-months.ts'
import type { Archives } from './archives.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'retention' | 'cursors'>
  readonly archives: Archives
}

const dayOf = (now: Date, months: number) => `${monthBefore(now, months)}-01`
const later = (a: string | undefined, b: string | undefined) =>
  a === undefined || (b !== undefined && b > a) ? b : a

/** What a policy removes at a time; what was removed before stays removed. */
function horizonsOf(policy: RetentionPolicy, removed: Removed | null, now: Date): Removed {
  const all = policy.months === null ? undefined : dayOf(now, policy.months)
  const kinds = new Set([...Object.keys(policy.loose), ...Object.keys(removed?.loose ?? {})])
  const loose = [...kinds].flatMap((kind) => {
    const months = policy.loose[kind]
    const before = later(
      removed?.loose[kind],
      months === undefined ? undefined : dayOf(now, months),
    )
    return before === undefined ? [] : [[kind, before] as const]
  })
  return {
    all: later(removed?.all, all),
    loose: Object.fromEntries(loose),
    totals: policy.totals,
  }
}

/** In words, what a policy means to answers. */
export function meaning({ months, loose, totals, archiveAfter }: RetentionPolicy): string[] {
  const kept = (of: string, n: number) =>
    `${of} ${n === 1 ? 'is' : 'are'} kept for the current month and ${n} before it.`
  return [
    months === null
      ? 'Messages are kept for ever.'
      : `Messages, by when they were sent, with all that names them, and everything else are kept for the current month and ${months} before it. What comes later of a message that was removed is not kept.`,
    ...Object.entries(loose).map(([kind, n]) => kept(`“${kind}” events that name no message`, n)),
    totals === 'keep'
      ? 'Totals of days stay: counts and rates by campaign, stream, provider, source and time are what they were. Whatever needs single events (links, devices, properties, percentiles, people, funnels, journeys) has none of what was removed, and the answer says so.'
      : 'Totals of days go too: answers are as if what is removed had never been.',
    archiveAfter === null
      ? 'Months are put into files when somebody asks for it.'
      : `Months are put into files ${archiveAfter} months after they ended; they stay answerable, only slower.`,
  ]
}

export type Retain = ReturnType<typeof createRetain>

export function createRetain({ events, records, archives }: Needs) {
  const bytesOfEvent = async () => {
    const { rows } = await events.query(sql`
      SELECT sum(bytes_on_disk) / greatest(1, sumIf(rows, table = 'events')) AS each FROM system.parts
      WHERE active AND database = currentDatabase() AND table IN ('events', 'facts')`)
    return Number(rows[0]?.['each'] ?? 0)
  }
  const listed = async (workspaceId: WorkspaceId, horizons: Horizons) => {
    const each = await bytesOfEvent()
    const months = await goingMonths(
      events,
      workspaceId,
      horizons,
      await archives.monthsOf(workspaceId),
    )
    return [...months].map(([month, { events: n }]) => ({
      month,
      events: n,
      bytes: Math.round(n * each),
    }))
  }

  return {
    /** What would go, and nothing else. */
    async wouldRemove(workspaceId: WorkspaceId, now: Date) {
      const { policy, removed } = await records.retention.read(workspaceId)
      return listed(workspaceId, horizonsOf(policy, removed, now))
    },
    /** Nothing may be folded or judged meanwhile. */
    async run(workspaceId: WorkspaceId, now: Date): Promise<RetentionReport> {
      const started = performance.now()
      const kept = await records.retention.read(workspaceId)
      const horizons = kept.underway ? kept.removed : horizonsOf(kept.policy, kept.removed, now)
      if (horizons === null) throw new Error('a removal of nothing is underway')
      const { all, loose, totals } = horizons
      const months = await archives.monthsOf(workspaceId)
      if (all !== undefined) await events.run(rememberMessages(workspaceId, all, months))
      const goes = await listed(workspaceId, horizons)
      const report = (): RetentionReport => ({
        before: all ?? null,
        loose,
        totals,
        months: goes,
        milliseconds: Math.round(performance.now() - started),
      })
      if (goes.length === 0 && kept.underway === null) {
        const isKnown = all !== undefined || Object.keys(loose).length > 0
        if (isKnown) await records.retention.write(workspaceId, { ...kept, removed: horizons })
        return report()
      }
      const underway = kept.underway ?? { removal: randomUUID(), isKept: false }
      await records.retention.write(workspaceId, { ...kept, removed: horizons, underway })
      if (!underway.isKept) {
        if (totals === 'keep')
          await keepTotalsOf(events, workspaceId, underway.removal, horizons, months)
        else {
          const version = (await records.cursors.read('fold-version')) + 1
          await records.cursors.advance('fold-version', version)
          await events.run(touchGoing(workspaceId, horizons, months, version))
          await dropKeptTotals(events, workspaceId, version)
        }
        await records.retention.write(workspaceId, {
          ...kept,
          removed: horizons,
          underway: { ...underway, isKept: true },
        })
      }
      await archives.removeGoing(workspaceId, (table) => going(table, workspaceId, horizons))
      await discardGoing(events, workspaceId, horizons)
      await redoDays(workspaceId, goes)
      await records.retention.note(workspaceId, report())
      await records.retention.write(workspaceId, { ...kept, removed: horizons, underway: null })
      return report()
    },
  }

  async function redoDays(workspaceId: WorkspaceId, goes: RetentionReport['months']) {
    const [first, last] = [goes[0]?.month, goes.at(-1)?.month]
    if (first === undefined || last === undefined) return
    const after = monthBefore(new Date(`${last}-01T00:00:00Z`), -1)
    const days = { from: `${first}-01`, before: `${after}-01` }
    await redoContactDays(events, workspaceId, days, await archives.monthsOf(workspaceId))
  }
}
