import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer, FunnelAnswer, JourneyAnswer, MetricsAnswer } from '@airgraph/domain/answer.ts'
import { type EventKind, eventKinds, type MailEvent } from '@airgraph/domain/event.ts'
import type { ContactId, EventId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Asked, Question } from '@airgraph/domain/question.ts'
import type { MinorUnits, Ratio } from '@airgraph/domain/units.ts'
import { type EngagementClass, engagementClasses } from '@airgraph/domain/verdict.ts'
import { sql } from '@airgraph/sql/sql.ts'
import {
  type ArchiveOf,
  asArchivedMonth,
  indexArchive,
  newArchiveId,
  ofMonth,
  verifyArchive,
  writeArchive,
} from '@airgraph/store/events/archive/archive-files.ts'
import { copyBack, discardArchived } from '@airgraph/store/events/archive/archived-months.ts'
import { openPlace } from '@airgraph/store/events/archive/place.ts'
import { lateContacts, thaw } from '@airgraph/store/events/archive/thaw.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { foldRange } from '@airgraph/store/events/fold/fold.ts'
import { type ArchivedOf, totalRestingDays } from '@airgraph/store/events/fold/day-totals.ts'
import { openTested } from '@airgraph/store/events/testing-stores.ts'
import { compile, gather, type Scope } from './compile.ts'
import { changingDays, type ChangingDays, readChangingDays } from './rests.ts'

export type MetricsAsked = Asked & { readonly type: 'metrics' }

/** A workspace whose mail is told in lines, in the real engine. */
export interface World {
  readonly store: EventStore
  /** Stores a story and settles it. */
  tell(story: string, over?: Partial<MailEvent>): Promise<void>
  ask(question: MetricsAsked, over?: Partial<Scope>): Promise<MetricsAnswer>
  ask(question: Asked & { readonly type: 'funnel' }, over?: Partial<Scope>): Promise<FunnelAnswer>
  ask(question: Asked & { readonly type: 'journey' }, over?: Partial<Scope>): Promise<JourneyAnswer>
  ask(question: Asked, over?: Partial<Scope>): Promise<Answer>
}

export const scopeOf = (workspace: string, over: Partial<Scope> = {}): Scope => ({
  workspaceId: workspace as WorkspaceId,
  timeZone: 'UTC',
  currency: 'EUR',
  weekStart: 'monday',
  now: new Date('2026-12-01T00:00:00Z'),
  ...over,
})

/** In which of the ways that data may lie the suite is run is said by the runner. */
export const openEngine = openTested

const number = new Map<string, number>()
const numberOf = (name: string) => {
  if (!number.has(name)) number.set(name, number.size + 1)
  return number.get(name) ?? 0
}
const uuid = (n: number, family: number) =>
  `00000000-0000-4000-8${family}00-${String(n).padStart(12, '0')}`

export const contactNamed = (name: string) => uuid(numberOf(name), 1) as ContactId

let told = 0

const isKind = (word: string | undefined): word is EventKind =>
  eventKinds.some((kind) => kind === word)

const verdict = (of: EngagementClass) => ({
  class: of,
  confidence: 0.9 as Ratio,
  humanProbability: (of === 'human' ? 0.9 : 0.1) as Ratio,
  reasons: ['told'],
  classifierVersion: 1,
})

const isClass = (value: string): value is EngagementClass =>
  engagementClasses.some((of) => of === value)

/** What a word of a line says of the event: "ann/m1", "by:human", "from:DE", "on:mobile", "in:autumn", "eur:1999", "plan=pro". */
function told1(
  word: string,
): Partial<MailEvent> & { property?: readonly [string, string | number] } {
  const property = /^([^:=/]+)=(.*)$/.exec(word)
  if (property) {
    const [, key = '', value = ''] = property
    return { property: [key, /^\d+$/.test(value) ? Number(value) : value] }
  }
  const [key = '', ...rest] = word.split(':')
  const value = rest.join(':')
  switch (key) {
    case 'by':
      return isClass(value) ? { engagement: verdict(value) } : {}
    case 'country':
      return { country: value }
    case 'on':
      return { device: value as MailEvent['device'] }
    case 'client':
      return { client: value }
    case 'in':
      return { campaignId: value }
    case 'at':
      return { mailboxProvider: value as MailEvent['mailboxProvider'] }
    case 'stream':
      return { stream: value as MailEvent['stream'] }
    case 'source':
      return { source: value }
    case 'link':
      return { url: value }
    case 'name':
      return { name: value }
    case 'hard':
    case 'soft':
      return { bounce: { class: key, reason: value, detail: '' } }
    case 'eur':
    case 'usd':
      return { money: { amount: Number(value) as MinorUnits, currency: key.toUpperCase() } }
    default:
      throw new Error(`the story says “${word}”`)
  }
}

/** "2026-11-02 09:00 ann/m1 opened by:human on:mobile"; without a day, that of the line before. "ann" alone names no message. */
function readStory(story: string, over: Partial<MailEvent>): MailEvent[] {
  let day = '2026-11-02'
  return story
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const words = line.split(/\s+/)
      if (/^\d{4}-/.test(words[0] ?? '')) day = words.shift() ?? day
      const [time = '', who = '', kind, ...more] = words
      if (!isKind(kind)) throw new Error(`the story says “${line}”`)
      const [contact = '', message] = who.split('/')
      const said = more.map(told1)
      const { property: _, ...rest } = Object.assign({}, ...said) as ReturnType<typeof told1>
      const isEngagement = kind === 'opened' || kind === 'clicked'
      told += 1
      return {
        eventId: uuid(told, 2) as EventId,
        workspaceId: 'story' as WorkspaceId,
        source: 'api',
        kind,
        occurredAt: new Date(`${day}T${time.length === 5 ? `${time}:00` : time}Z`),
        receivedAt: new Date('2026-11-30T00:00:00Z'),
        contactId: contact === 'nobody' ? null : contactNamed(contact),
        messageId: message ?? null,
        campaignId: null,
        stream: null,
        mailboxProvider: null,
        recipientDomain: null,
        url: null,
        userAgent: null,
        client: null,
        device: null,
        ipNetwork: null,
        country: null,
        bounce: null,
        flags: [],
        engagement: isEngagement ? verdict('human') : null,
        money: null,
        name: null,
        properties: Object.fromEntries(
          said.flatMap(({ property }) => (property ? [property] : [])),
        ),
        raw: null,
        ...rest,
        ...over,
      }
    })
}

let folded = 0
let versions = 0

/** Brings what is derived up to what is stored. */
export async function fold(store: EventStore) {
  versions += 1
  await foldRange(store, { after: folded, upTo: store.seq, version: versions, again: false })
  folded = store.seq
}

/** Months of one workspace in files, as a server keeps them. */
export function archivesIn(store: EventStore, workspace: string) {
  const workspaceId = workspace as WorkspaceId
  const place = openPlace({ dir: mkdtempSync(join(tmpdir(), 'airgraph-archive-')) })
  let live: readonly ArchiveOf[] = []
  const months = () => live.map((of) => asArchivedMonth(place, of))
  return {
    months,
    place,
    get live() {
      return live
    },
    /** What counts for a month, into files. Rows stay in the tables, and count no more. */
    async archive(month: string) {
      const of = { archiveId: newArchiveId(), workspaceId, month }
      const manifest = await writeArchive(store, place, of, ofMonth(of, months()))
      await store.run(indexArchive(place, of))
      live = [...live.filter((one) => one.month !== month), of]
      return manifest
    },
    /** What counts no more leaves the tables. */
    async discard() {
      for (const of of live) await discardArchived(store, of)
    },
    async restore(month: string) {
      const of = live.find((one) => one.month === month)
      if (of === undefined) throw new Error(`${month} is not archived`)
      await verifyArchive(store, place, of)
      await copyBack(store, place, of)
      live = live.filter((one) => one !== of)
    },
    async fold() {
      const range = { after: folded, upTo: store.seq }
      await thaw(
        store,
        workspaceId,
        await lateContacts(store, range, workspaceId, months()),
        months(),
      )
      await fold(store)
    },
    total: () => total(store, workspace, async (of) => (of === workspace ? months() : [])),
  }
}

/** Makes the totals of every day. */
export async function total(
  store: EventStore,
  workspace: string,
  archivedOf?: ArchivedOf,
): Promise<ChangingDays> {
  await totalRestingDays(store, 0, async () => (versions += 1), archivedOf)
  return changing(store, workspace)
}

/** Of which days questions may not read the totals. */
export async function changing(store: EventStore, workspace: string): Promise<ChangingDays> {
  const { rows } = await store.query(changingDays({ workspaceId: workspace as WorkspaceId }))
  return readChangingDays(rows)
}

export async function askIn(store: EventStore, question: Asked, scope: Scope): Promise<Answer> {
  const compiled = compile(Question.parse(question), scope)
  const rows = await gather(compiled, async (statement) => (await store.query(statement)).rows)
  return compiled.decode(rows, {
    asOf: new Date('2026-12-01T00:00:00Z'),
    rowsRead: 0,
    milliseconds: 0,
  })
}

/** Everything that was told is told again, in the tables themselves. */
export async function repeatAll(store: EventStore) {
  await store.run(sql`INSERT INTO recent_events SELECT * FROM recent_events`)
  versions += 1
  await foldRange(store, { after: 0, upTo: store.seq, version: versions, again: true })
}

export function worldIn(store: EventStore, workspace: string): World {
  return {
    store,
    async tell(story, over = {}) {
      const events = readStory(story, { workspaceId: workspace as WorkspaceId, ...over })
      await store.append(events)
      await fold(store)
    },
    // One implementation serves all the overloads: the answer has the type of its question.
    ask: (async (question: Asked, over: Partial<Scope> = {}) =>
      askIn(store, question, scopeOf(workspace, over))) as World['ask'],
  }
}

/** The plain values of an answer's rows, keyed by what they are of. */
export const valuesOf = ({ rows }: MetricsAnswer) =>
  rows.map(({ at, by, other, values }) => ({
    ...(at !== undefined && { at }),
    ...by,
    ...(other && { other }),
    ...Object.fromEntries(Object.entries(values).map(([metric, { value }]) => [metric, value])),
  }))
