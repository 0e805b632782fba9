import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { noWorkspaceEvidence, type WorkspaceEvidence } from '@airgraph/engagement/evidence.ts'
import {
  type GatheredEvidence,
  startGathering,
  workspaceEvidenceFrom,
} from '@airgraph/engagement/gather-evidence.ts'
import { classifierVersion } from '@airgraph/engagement/judge.ts'
import type { ArchivedMonth } from '@airgraph/sql/archived.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { evidenceOf } from '@airgraph/store/events/evidence.ts'
import { evidenceFromRow } from '@airgraph/store/events/rows.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { ahead } from '../ahead.ts'
import type { Archives } from './archives.ts'
import { contactPages } from './contact-pages.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'evidence'>
  readonly archives: Pick<Archives, 'monthsOf'>
}

/** Gathered by rules of another version, it may have another shape and means something else. */
interface Kept {
  readonly classifierVersion: number
  readonly gathered: GatheredEvidence
}

const contactsAtOnce = 1_000

export type WorkspaceEvidences = ReturnType<typeof createWorkspaceEvidences>

/** What each workspace's history says about networks and recipient domains: gathered now and then, kept between. */
export function createWorkspaceEvidences({ events, records, archives }: Needs) {
  const known = new Map<WorkspaceId, WorkspaceEvidence>()
  return {
    async of(workspaceId: WorkspaceId): Promise<WorkspaceEvidence> {
      const there = known.get(workspaceId)
      if (there !== undefined) return there
      const kept = (await records.evidence.read(workspaceId)) as Kept | null
      const evidence =
        kept?.classifierVersion === classifierVersion
          ? workspaceEvidenceFrom(kept.gathered)
          : noWorkspaceEvidence // until it is gathered again
      known.set(workspaceId, evidence)
      return evidence
    },
    async gather(workspaceId: WorkspaceId): Promise<WorkspaceEvidence> {
      const gathering = startGathering()
      const archived = await archives.monthsOf(workspaceId)
      for await (const contact of contactsOf(events, workspaceId, archived)) gathering.add(contact)
      const evidence = gathering.finish()
      const kept: Kept = { classifierVersion, gathered: evidence.toJSON() }
      await records.evidence.write(workspaceId, kept)
      known.set(workspaceId, evidence)
      return evidence
    },
  }
}

async function* contactsOf(
  events: EventStore,
  workspaceId: WorkspaceId,
  archived: readonly ArchivedMonth[],
) {
  for await (const rows of ahead(evidencePages(events, workspaceId, archived)))
    yield* Map.groupBy(rows.map(evidenceFromRow), ({ contactId }) => contactId).values()
}

async function* evidencePages(
  events: EventStore,
  workspaceId: WorkspaceId,
  archived: readonly ArchivedMonth[],
) {
  for await (const page of contactPages(events, workspaceId, contactsAtOnce))
    yield (await events.query(evidenceOf({ ...page, archived }))).rows
}
