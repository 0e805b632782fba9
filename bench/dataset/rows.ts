import { createHash } from 'node:crypto'
import type { MailEvent, StoredEvent } from '@airgraph/domain/event.ts'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Ratio } from '@airgraph/domain/units.ts'
import type { EngagementClass, Verdict } from '@airgraph/domain/verdict.ts'
import { type Identity, normalise } from '@airgraph/ingest/normalise.ts'
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

/** Through which a person's open comes as a proxy's. */
const proxies = new Set(['Gmail image proxy', 'Yahoo image proxy'])

/** The verdict of somebody who knows the truth: here it matters how fast events are counted, not how they are judged. */
const verdictOf = ({ cause, human }: Truth, { client }: MailEvent): Verdict => ({
  class: human && proxies.has(client ?? '') ? 'proxy' : classes[cause],
  confidence: 1 as Ratio,
  humanProbability: Number(human) as Ratio,
  reasons: [cause],
  classifierVersion: 1,
})

/** Whom the simulator means by an address or an account's id: one number each, which stands in both. */
const numberIn = ({ address, externalId }: Identity): string | null =>
  externalId === null
    ? (/\.(\d+)-simulated-reader@/.exec(address ?? '')?.[1] ?? null)
    : String(Number(externalId.slice('C-'.length)) - 10_000)

const contactIdOf = (workspaceId: WorkspaceId, person: string) => {
  const hex = createHash('sha256').update(`${workspaceId}/${person}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as ContactId
}

/** The simulated programme as events of the store, each once, numbered after `seq`. Who is nobody in particular is left out. */
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
    const person = numberIn(identity)
    if (person === null) continue
    const contactId = contacts.get(person) ?? contactIdOf(workspaceId, person)
    contacts.set(person, contactId)
    seq += 1
    const engagement = truth === null ? null : verdictOf(truth, event)
    yield { ...event, contactId, engagement, seq, revision: 0, deleted: false }
  }
}
