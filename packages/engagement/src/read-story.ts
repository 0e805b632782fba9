import type { EventKind } from '@airgraph/domain/event.ts'
import { readAgent } from './agent.ts'
import type { Evidence, WorkspaceEvidence } from './evidence.ts'
import { hostOf, isFooterLink, linkOf, pageOf } from './link.ts'
import type { Contact, Message, Moment, Subject } from './story.ts'
import { weights } from './weights.ts'

/** What one contact's events tell, whatever order they come in and however often. */
export function readStory(events: readonly Evidence[], workspace: WorkspaceEvidence): Contact {
  const moments = inOrder(events)
  const messages = readMessages(moments)
  const byKind = Map.groupBy(moments, ({ event }) => event.kind)
  const of = (kind: EventKind) => byKind.get(kind) ?? []
  const subjects: Subject[] = []
  const contact: Contact = {
    workspace,
    messages: [...messages.values()],
    subjects,
    visits: of('visited'),
    conversions: of('converted'),
    replies: of('replied'),
    complaints: of('complained'),
    unsubscribes: of('unsubscribed'),
    remembered: new Map(),
  }
  for (const moment of moments) {
    const { kind } = moment.event
    if (kind !== 'opened' && kind !== 'clicked') continue
    const message = messages.get(moment.event.messageId ?? '')
    if (message) enter(readSubject(moment, kind, message, contact), subjects)
  }
  for (const message of contact.messages) if (message.clicks.length > 1) findSweeps(message)
  return contact
}

/** A moment that cannot be read counts as the epoch: in order, and far from everything. */
const momentOf = (event: Evidence): Moment => {
  const at = event.occurredAt.getTime()
  return { event, at: Number.isFinite(at) ? at : 0 }
}

/** Tells apart what came twice under one id and yet is not the same. */
const wording = ({ event }: Moment) =>
  [
    event.kind,
    event.messageId,
    event.url,
    event.userAgent,
    event.client,
    event.device,
    event.ipNetwork,
    event.recipientDomain,
    ...event.flags,
  ].join('\n')

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

const order = (a: Moment, b: Moment) =>
  a.at - b.at ||
  compare(a.event.eventId, b.event.eventId) ||
  (a.event === b.event ? 0 : compare(wording(a), wording(b)))

/** Oldest first, each id once. */
function inOrder(events: readonly Evidence[]): readonly Moment[] {
  const seen = new Set<string>()
  return events
    .map(momentOf)
    .sort(order)
    .filter(({ event }) => {
      const before = seen.size
      return seen.add(event.eventId).size > before
    })
}

const emptyMessage = (): Message => ({
  delivered: null,
  sent: null,
  awaited: false,
  opens: [],
  clicks: [],
  sweeps: new Map(),
})

/** By id, with their clocks. `accepted` stands in for `sent`, where no source says when it was sent. */
function readMessages(moments: readonly Moment[]) {
  const messages = new Map<string, Message>()
  const accepted = new Map<Message, number>()
  for (const { event, at } of moments) {
    const id = event.messageId ?? ''
    const message = messages.get(id) ?? emptyMessage()
    messages.set(id, message)
    if (id === '') continue
    if (event.stream === 'transactional') message.awaited = true
    if (event.kind === 'delivered') message.delivered ??= at
    else if (event.kind === 'sent') message.sent ??= at
    else if (event.kind === 'accepted' && !accepted.has(message)) accepted.set(message, at)
  }
  for (const [message, at] of accepted) message.sent ??= at
  return messages
}

function readSubject(
  { event, at }: Moment,
  kind: Subject['kind'],
  message: Message,
  contact: Contact,
): Subject {
  const agent = readAgent(event)
  const url = event.url ?? ''
  return {
    event,
    at,
    kind,
    agent,
    hand: `${kind} ${event.ipNetwork ?? ''} ${agent.platform ?? ''} ${agent.kind}`,
    link: linkOf(url),
    page: pageOf(url),
    host: hostOf(url),
    footer: isFooterLink(url),
    message,
    contact,
    place: kind === 'opened' ? message.opens.length : message.clicks.length,
    overallPlace: contact.subjects.length,
    sweep: null,
    firstLook: 0,
    logit: 0,
    visit: null,
    conversion: null,
  }
}

function enter(subject: Subject, all: Subject[]) {
  const { opens, clicks } = subject.message
  if (subject.kind === 'opened') opens.push(subject)
  else clicks.push(subject)
  all.push(subject)
}

function findSweeps({ clicks, sweeps }: Message) {
  let from = 0
  clicks.forEach((click, i) => {
    const next = clicks[i + 1]
    if (next && next.at - click.at <= weights.burst.gap) return
    markSweep(clicks.slice(from, i + 1), sweeps)
    from = i + 1
  })
}

function markSweep(run: readonly Subject[], sweeps: Message['sweeps']) {
  if (run.length < 2) return
  const links = [...new Set(run.map((click) => click.link))].sort()
  if (links.length < 2) return
  const sweep = { links: links.length, key: links.join('\n') }
  sweeps.set(sweep.key, (sweeps.get(sweep.key) ?? 0) + 1)
  for (const click of run) click.sweep = sweep
}
