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

const mostContacts = 1_000
/** Of the histories that are read at once: others get no turn while they become objects. */
const mostRead = 20_000
/** So many are judged before others get a turn. */
const turn = 1_000
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

/** No contact is in two parts, so that one may be judged while the other is written. As many are in one as have short histories. */
async function* judgedParts(events: EventStore, touched: Touched, workspace: WorkspaceEvidence) {
  const { contactIds } = touched
  let atOnce = mostContacts
  for (let from = 0, to; from < contactIds.length; from = to) {
    to = from + atOnce
    const some = { ...touched, contactIds: contactIds.slice(from, to) }
    const part = await judge(events, some, workspace)
    yield part
    const each = Math.max(1, part.read / some.contactIds.length)
    atOnce = Math.max(1, Math.min(mostContacts, Math.floor(mostRead / each)))
  }
}

async function judge(events: EventStore, some: Touched, workspace: WorkspaceEvidence) {
  const history = (await events.query(evidenceOf(some))).rows.map(evidenceFromRow)
  const moved = new Map<EventId, Verdict>()
  let judged = 0
  let since = 0
  for (const contact of byContact(history)) {
    since += contact.length
    if (since > turn) {
      since = 0
      await new Promise(setImmediate)
    }
    const verdicts = judgeContact(contact, workspace)
    judged += verdicts.size
    for (const { eventId, engagement } of contact) {
      const verdict = verdicts.get(eventId)
      if (verdict && !isSame(engagement, verdict)) moved.set(eventId, verdict)
    }
  }
  return { changes: await revised(events, some, moved), judged, read: history.length }
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
