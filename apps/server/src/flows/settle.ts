/**
 * Settling: what was just committed is judged with all that is known of its contact. Verdicts that changed are committed
 * as revisions, which are then folded like anything else.
 */
import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { EventId } from '@airgraph/domain/ids.ts'
import type { Verdict } from '@airgraph/domain/verdict.ts'
import { judgeContact } from '@airgraph/engagement/judge.ts'
import type { WorkspaceEvidence } from '@airgraph/engagement/evidence.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { eventsOf, evidenceOf, type Touched } from '@airgraph/store/events/evidence.ts'
import { evidenceFromRow, fromRow } from '@airgraph/store/events/rows.ts'
import { ahead } from '../ahead.ts'

const contactsAtOnce = 1_000
/** A server takes 128 KiB as one parameter. */
const idsAtOnce = 3_000

/** A verdict that is not what it was. */
export interface Change {
  readonly before: StoredEvent
  readonly after: StoredEvent
}

/** Judges these contacts again. Gives the changes, and how many verdicts were made. */
export async function settleContacts(
  events: EventStore,
  touched: Touched,
  workspace: WorkspaceEvidence,
  ending?: AbortSignal,
) {
  const changes: Change[] = []
  let judged = 0
  for await (const part of ahead(judgedParts(events, touched, workspace))) {
    ending?.throwIfAborted() // what is left is done after the next start
    await events.rewrite(
      part.changes.map(({ after }) => after),
      ending,
    )
    changes.push(...part.changes)
    judged += part.judged
  }
  return { changes, judged }
}

/** No contact is in two parts, so that one may be judged while the other is written. */
async function* judgedParts(events: EventStore, touched: Touched, workspace: WorkspaceEvidence) {
  for (const some of inParts(touched)) yield await judge(events, some, workspace)
}

async function judge(events: EventStore, some: Touched, workspace: WorkspaceEvidence) {
  const history = (await events.query(evidenceOf(some))).rows.map(evidenceFromRow)
  const moved = new Map<EventId, Verdict>()
  let judged = 0
  for (const contact of byContact(history)) {
    const verdicts = judgeContact(contact, workspace)
    judged += verdicts.size
    for (const { eventId, engagement } of contact) {
      const verdict = verdicts.get(eventId)
      if (verdict && !isSame(engagement, verdict)) moved.set(eventId, verdict)
    }
  }
  return { changes: await revised(events, some, moved), judged }
}

/** The events whole, with their new verdicts. */
async function revised(
  events: EventStore,
  some: Touched,
  moved: ReadonlyMap<EventId, Verdict>,
): Promise<readonly Change[]> {
  const ids = [...moved.keys()]
  const changes: Change[] = []
  for (let i = 0; i < ids.length; i += idsAtOnce) {
    const { rows } = await events.query(eventsOf(some, ids.slice(i, i + idsAtOnce)))
    for (const before of rows.map(fromRow)) {
      const engagement = moved.get(before.eventId) ?? before.engagement
      changes.push({ before, after: { ...before, engagement, revision: before.revision + 1 } })
    }
  }
  return changes
}

function* inParts({ contactIds, ...touched }: Touched): Generator<Touched> {
  for (let i = 0; i < contactIds.length; i += contactsAtOnce)
    yield { ...touched, contactIds: contactIds.slice(i, i + contactsAtOnce) }
}

const byContact = (history: readonly ReturnType<typeof evidenceFromRow>[]) =>
  Map.groupBy(history, ({ contactId }) => contactId).values()

/** Stored probabilities have single precision. */
const isSame = (a: Verdict | null, b: Verdict) =>
  a !== null &&
  a.class === b.class &&
  a.classifierVersion === b.classifierVersion &&
  Math.abs(a.humanProbability - b.humanProbability) < 1e-4 &&
  Math.abs(a.confidence - b.confidence) < 1e-4 &&
  a.reasons.join() === b.reasons.join()
