/**
 * Settling: what was just committed is judged with all that is known of its contact, and the folded tables follow.
 * It reads the commit sequence from where it last stopped, so a crash at any point only makes it do the last piece again.
 */
import type { StoredEvent } from '@airgraph/domain/event.ts'
import { judgeContact } from '@airgraph/engagement/judge.ts'
import type { WorkspaceEvidence } from '@airgraph/engagement/evidence.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import {
  evidenceOf,
  foldContactDays,
  foldMessages,
  type Touched,
} from '@airgraph/store/events/fold.ts'
import { fromRow } from '@airgraph/store/events/rows.ts'

const contactsAtOnce = 2_000

/** A verdict that is not what it was. */
export interface Change {
  readonly before: StoredEvent
  readonly after: StoredEvent
}

/** Judges these contacts again and folds what they did. Gives the changes, and how many verdicts were made. */
export async function settleContacts(
  events: EventStore,
  touched: Touched,
  workspace: WorkspaceEvidence,
) {
  const changes: Change[] = []
  let judged = 0
  for (const some of inParts(touched)) {
    const part = await judge(events, some, workspace)
    await events.rewrite(part.changes.map(({ after }) => after))
    const version = events.seq // before the fold reads: whatever it reads is at least as new
    await events.run(foldMessages(some, version))
    await events.run(foldContactDays(some, version))
    changes.push(...part.changes)
    judged += part.judged
  }
  return { changes, judged }
}

async function judge(events: EventStore, some: Touched, workspace: WorkspaceEvidence) {
  const history = (await events.query(evidenceOf(some))).rows.map(fromRow)
  const changes: Change[] = []
  let judged = 0
  for (const contact of byContact(history)) {
    const verdicts = judgeContact(contact, workspace)
    judged += verdicts.size
    changes.push(...changed(contact, verdicts))
  }
  return { changes, judged }
}

function* inParts({ workspaceId, contactIds }: Touched): Generator<Touched> {
  for (let i = 0; i < contactIds.length; i += contactsAtOnce)
    yield { workspaceId, contactIds: contactIds.slice(i, i + contactsAtOnce) }
}

const byContact = (history: readonly StoredEvent[]) =>
  Map.groupBy(history, ({ contactId }) => contactId).values()

type Verdicts = ReturnType<typeof judgeContact>

const changed = (contact: readonly StoredEvent[], verdicts: Verdicts): Change[] =>
  contact.flatMap((before) => {
    const engagement = verdicts.get(before.eventId)
    if (engagement === undefined || isSame(before.engagement, engagement)) return []
    return [{ before, after: { ...before, engagement, revision: before.revision + 1 } }]
  })

type Verdict = StoredEvent['engagement']

/** Stored probabilities have single precision. */
const isSame = (a: Verdict, b: Verdict) =>
  a !== null &&
  b !== null &&
  a.class === b.class &&
  a.classifierVersion === b.classifierVersion &&
  Math.abs(a.humanProbability - b.humanProbability) < 1e-4 &&
  Math.abs(a.confidence - b.confidence) < 1e-4 &&
  a.reasons.join() === b.reasons.join()
