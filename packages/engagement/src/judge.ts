import type { EventId } from '@airgraph/domain/ids.ts'
import type { Ratio } from '@airgraph/domain/units.ts'
import type { EngagementClass, Verdict } from '@airgraph/domain/verdict.ts'
import { confirm } from './confirm.ts'
import { type Evidence, noWorkspaceEvidence, type WorkspaceEvidence } from './evidence.ts'
import { readStory } from './read-story.ts'
import type { Finding, MachineClass, Rule } from './rule.ts'
import { nothingAgainstIt, rules } from './rules.ts'
import type { Contact, Subject } from './story.ts'
import { weights } from './weights.ts'

/**
 * Raise it with every change after which some event may get another verdict: a weight, a rule, an address block, a
 * newer list of bots. History judged by a lower version is then judged again.
 */
export const classifierVersion = 1

/** At ingest, by the event alone: no message, no history. `null` for what is neither open nor click. */
export function judgeAlone(event: Evidence): Verdict | null {
  if (event.kind !== 'opened' && event.kind !== 'clicked') return null
  return judgeContact([event], noWorkspaceEvidence).get(event.eventId) ?? null
}

/**
 * A verdict for every open and click among all the events of one contact, in whatever order and however often they
 * come. Every other kind is evidence, and never judged.
 */
export function judgeContact(
  events: readonly Evidence[],
  workspace: WorkspaceEvidence,
): ReadonlyMap<EventId, Verdict> {
  return new Map(
    judgeStory(readStory(events, workspace)).map(({ subject, verdict }) => [
      subject.event.eventId,
      verdict,
    ]),
  )
}

export interface Judged {
  readonly subject: Subject
  readonly verdict: Verdict
}

/** The same with what was read, for those who count it. */
export function judgeStory(contact: Contact): readonly Judged[] {
  const spoken = new Map<Subject, Spoken[]>()
  for (const subject of contact.subjects) {
    spoken.set(subject, hear(firstLook[subject.kind], subject))
    subject.firstLook = logitOf(subject, spoken.get(subject) ?? [])
  }
  confirm(contact)
  for (const kind of ['clicked', 'opened'] as const)
    for (const subject of contact.subjects.filter((s) => s.kind === kind)) {
      const findings = spoken.get(subject) ?? []
      findings.push(...hear(secondLook[kind], subject))
      subject.logit = logitOf(subject, findings)
    }
  return contact.subjects.map((subject) => ({
    subject,
    verdict: verdictOf(subject, spoken.get(subject) ?? []),
  }))
}

interface Spoken {
  readonly rule: Rule
  readonly finding: Finding
}

const listFor = (look: Rule['look'], kind: Subject['kind']) =>
  rules.filter((rule) => rule.look === look && (rule.about === 'both' || rule.about === kind))
const listsFor = (look: Rule['look']) => ({
  opened: listFor(look, 'opened'),
  clicked: listFor(look, 'clicked'),
})
const firstLook = listsFor('first')
const secondLook = listsFor('second')

function hear(list: readonly Rule[], subject: Subject) {
  const spoken: Spoken[] = []
  for (const rule of list) {
    const finding = rule.weigh(subject)
    if (finding && Math.abs(finding.weight) >= weights.quiet) spoken.push({ rule, finding })
  }
  return spoken
}

function logitOf({ kind }: Subject, spoken: readonly Spoken[]) {
  let sum: number = weights.prior[kind]
  for (const { finding } of spoken) sum += finding.weight
  return spoken.some(({ finding }) => finding.decisive) ? Math.min(sum, weights.decisive) : sum
}

/** Four digits are more than the weights know, and keep a float from telling two equal verdicts apart. */
const asRatio = (value: number) => (Math.round(value * 10_000) / 10_000) as Ratio

const probability = (logit: number) => Math.min(0.999, Math.max(0.001, 1 / (1 + Math.exp(-logit))))

const weightiestFirst = (a: Spoken, b: Spoken) =>
  Math.abs(b.finding.weight) - Math.abs(a.finding.weight)

function verdictOf(subject: Subject, spoken: readonly Spoken[]): Verdict {
  const p = probability(subject.logit)
  const ordered = spoken.toSorted(weightiestFirst)
  const engagementClass = classOf(p, subject, ordered)
  return {
    class: engagementClass,
    confidence: asRatio(confidenceIn(engagementClass, p)),
    humanProbability: asRatio(p),
    reasons: ordered.length > 0 ? ordered.map(({ rule }) => rule.name) : [nothingAgainstIt.name],
    classifierVersion,
  }
}

function classOf(p: number, subject: Subject, ordered: readonly Spoken[]): EngagementClass {
  if (p <= weights.border.machine) return machineClass(subject, ordered)
  if (ordered.some(({ finding }) => finding.points === 'proxy')) return 'proxy'
  return p >= weights.border.human ? 'human' : 'unknown'
}

/** What the weightiest rule against a person pointed to. A proxy's fetch that no person caused was ahead of one. */
function machineClass({ kind }: Subject, ordered: readonly Spoken[]): MachineClass {
  const pointing = ordered.find(({ finding }) => finding.weight < 0 && finding.points !== undefined)
  const points = pointing?.finding.points ?? (kind === 'opened' ? 'prefetch' : 'scanner')
  return points === 'proxy' ? 'prefetch' : points
}

/** How sure of the class. Whether a proxy fetched is said by its agent, so what remains is whether somebody opened. */
function confidenceIn(engagementClass: EngagementClass, p: number) {
  if (engagementClass === 'human' || engagementClass === 'proxy') return p
  if (engagementClass === 'unknown') return 1 - Math.abs(2 * p - 1)
  return 1 - p
}
