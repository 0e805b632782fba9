import { createHash } from 'node:crypto'
import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Ratio } from '@airgraph/domain/units.ts'
import type { EngagementClass, Verdict } from '@airgraph/domain/verdict.ts'
import { normalise } from '@airgraph/ingest/normalise.ts'
import { type Cause, simulate, type Truth } from '@airgraph/simulate/simulate.ts'
import type { BenchWorkspace } from './workspaces.ts'

const classes: Readonly<Record<Cause, EngagementClass>> = {
  person: 'human',
  'apple-prefetch': 'prefetch',
  'gmail-proxy-prefetch': 'prefetch',
  'scanner-open': 'scanner',
  'scanner-click-all': 'scanner',
  'scanner-random-link': 'scanner',
  'scanner-rescan': 'scanner',
  'scanner-at-click': 'scanner',
  'link-preview': 'scanner',
  crawler: 'scanner',
}

/** The verdict of somebody who knows the truth: here it matters how fast events are counted, not how they are judged. */
const verdictOf = ({ cause, human }: Truth): Verdict => ({
  class: classes[cause],
  confidence: 1 as Ratio,
  humanProbability: Number(human) as Ratio,
  reasons: [cause],
  classifierVersion: 1,
})

const contactIdOf = (workspaceId: WorkspaceId, name: string) => {
  const hex = createHash('sha256').update(`${workspaceId}/${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as ContactId
}

/** The simulated programme as events of the store, numbered after `seq`. */
export function* eventsOf(
  { workspaceId, programme }: BenchWorkspace,
  seq: number,
): Generator<StoredEvent> {
  const contacts = new Map<string, ContactId>()
  for (const { happening, truth, repeated } of simulate(programme)) {
    if (repeated) continue
    const { reported, source, receivedAt } = happening
    const result = normalise(reported, { workspaceId, source, receivedAt })
    if (!('kept' in result)) continue
    const { event, identity } = result.kept
    const name = identity.address ?? identity.externalId
    if (name === null) continue
    const contactId = contacts.get(name) ?? contactIdOf(workspaceId, name)
    contacts.set(name, contactId)
    seq += 1
    const engagement = truth === null ? null : verdictOf(truth)
    yield { ...event, contactId, engagement, seq, revision: 0, deleted: false }
  }
}
