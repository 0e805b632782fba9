import type { RejudgeReport } from '@airgraph/contract/rejudge.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { classifierVersion } from '@airgraph/engagement/judge.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Archives } from './archives.ts'
import { contactPages } from './contact-pages.ts'
import { type Change, settleContacts } from './settle.ts'
import type { Settler } from './settler.ts'
import type { WorkspaceEvidences } from './workspace-evidences.ts'

interface Needs {
  readonly events: EventStore
  readonly settler: Settler
  readonly evidences: WorkspaceEvidences
  readonly archives: Pick<Archives, 'monthsOf'>
}

/** So many are judged before what has just come in gets its turn. */
const contactsInTurn = 4_000

export type Rejudge = ReturnType<typeof createRejudge>

/** Gathers what the whole workspace says about networks and domains, then judges every contact again by it. */
export const createRejudge =
  ({ events, settler, evidences, archives }: Needs) =>
  async (workspaceId: WorkspaceId): Promise<RejudgeReport> => {
    const started = performance.now()
    const evidence = await evidences.gather(workspaceId)
    const moved = new Map<string, number>()
    let contacts = 0
    let judged = 0
    for await (const page of contactPages(events, workspaceId, contactsInTurn)) {
      const settled = await settler.alone(async () =>
        settleContacts(
          events,
          { ...page, archived: await archives.monthsOf(workspaceId) },
          evidence,
        ),
      )
      contacts += page.contactIds.length
      judged += settled.judged
      for (const change of settled.changes) count(moved, change)
    }
    return {
      contacts,
      judged,
      moved: [...moved].map(([key, n]) => ({ ...JSON.parse(key), count: n })),
      classifierVersion,
      milliseconds: Math.round(performance.now() - started),
    }
  }

function count(moved: Map<string, number>, { before, after }: Change) {
  const from = before.engagement?.class ?? 'none'
  const to = after.engagement?.class ?? 'none'
  if (from === to) return
  const key = JSON.stringify({ kind: after.kind, from, to })
  moved.set(key, (moved.get(key) ?? 0) + 1)
}
