import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compile, gather } from '@airgraph/analytics/compile.ts'
import type { Reported } from '@airgraph/domain/event.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Asked, metricNames, Question } from '@airgraph/domain/question.ts'
import { seconds } from '@airgraph/domain/units.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { openPlace } from '@airgraph/store/events/archive/place.ts'
import { openEventStore } from '@airgraph/store/events/open.ts'
import { openRecords, type Records } from '@airgraph/store/records/open.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Append, createAppend } from './append.ts'
import { createArchives } from './archives.ts'
import { openFolder } from './folder.ts'
import { openSettler } from './settler.ts'
import { createWorkspaceEvidences } from './workspace-evidences.ts'

/** The process is gone: whatever comes after this never happens. */
class Crash extends Error {}

interface Fuse {
  /** How many more steps are taken. */
  left: number
  /** Whether the last of them is taken before the crash, or never begun. */
  readonly after: boolean
}

/** Each asynchronous step of a store may be the last. */
function fragile<T extends object>(store: T, steps: readonly (keyof T)[], fuse: Fuse): T {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      if (!steps.includes(name as keyof T)) return value.bind(target)
      return async (...args: unknown[]) => {
        if (fuse.left < 0) throw new Crash() // dead already
        fuse.left -= 1
        if (fuse.left < 0 && !fuse.after) throw new Crash()
        const done: unknown = await value.apply(target, args)
        if (fuse.left < 0) throw new Crash()
        return done
      }
    },
  })
}

let dir = ''
let events: EventStore
let records: Records
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'airgraph-crash-'))
  records = await openRecords({ dir: join(dir, 'records') })
  events = await openEventStore({ dir: join(dir, 'events') })
})
afterAll(async () => {
  await events[Symbol.asyncDispose]()
  await records[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

/** The flows as a process has them, on stores that fail when the fuse has burnt down. */
async function openProcess(fuse: Fuse) {
  const store = fragile(events, ['append', 'rewrite', 'query', 'run'], fuse)
  const contacts = fragile(records.contacts, ['remember', 'unmoved', 'markMoved'], fuse)
  const cursors = fragile(records.cursors, ['read', 'advance'], fuse)
  const place = openPlace({ dir: join(dir, 'archive') })
  const archives = createArchives({ events: store, records, place })
  const evidences = createWorkspaceEvidences({ events: store, records, archives })
  const died = Promise.withResolvers<void>()
  const log = { error: () => died.resolve() }
  const folder = await openFolder({
    events: store,
    records: { cursors, retention: records.retention },
    archives,
    log,
  })
  const settler = await openSettler({
    events: store,
    folder,
    archives,
    records: { contacts, cursors },
    evidence: (workspaceId) => evidences.of(workspaceId),
    log,
  })
  const end = async () => {
    await settler[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  }
  const instruments = { dropped: () => {} }
  return {
    append: createAppend({ events: store, records: { contacts }, instruments }),
    settler,
    end,
    died: died.promise,
  }
}

const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 9, minute))
const told = (sourceId: string, minute: number, more: Partial<Reported>): Reported => ({
  sourceId,
  kind: 'sent',
  occurredAt: at(minute),
  recipient: 'ann@example.com',
  messageId: 'm1',
  campaignId: 'autumn',
  ...more,
})

/** Ann gets a mail, a machine sweeps it, she buys under another name; then both names turn out to be hers. */
const story: readonly (readonly Reported[])[] = [
  [
    told('1', 0, {}),
    told('2', 1, { kind: 'delivered' }),
    told('3', 60, { kind: 'opened' }),
    told('4', 61, { kind: 'clicked', url: 'https://shop.example/a' }),
  ],
  [
    told('5', 90, {
      kind: 'converted',
      recipient: undefined,
      externalId: 'c1',
      messageId: undefined,
      money: { amount: 1999 as never, currency: 'EUR' },
    }),
  ],
  [
    told('6', 80, { kind: 'visited', externalId: 'c1', url: 'https://shop.example/a' }),
    ...['b', 'c', 'd', 'unsubscribe'].map((page, i) =>
      told(`7${i}`, 1, { kind: 'clicked', url: `https://shop.example/${page}` }),
    ),
  ],
]

const range = { from: '2026-01-01', to: '2027-01-01' } as const
const questions: readonly Asked[] = [
  { type: 'metrics', metrics: [...metricNames], ...range },
  { type: 'metrics', metrics: [...metricNames], engagement: 'all', by: ['campaign'], ...range },
  { type: 'metrics', metrics: ['clicks', 'opens'], by: ['engagement'], ...range },
  { type: 'funnel', ...range },
]

async function answers(workspaceId: WorkspaceId) {
  const scope = {
    workspaceId,
    timeZone: 'UTC',
    currency: 'EUR',
    weekStart: 'monday',
    now: at(0),
  } as const
  const found = []
  for (const question of questions) {
    const compiled = compile(Question.parse(question), scope)
    const rows = await gather(compiled, async (statement) => (await events.query(statement)).rows)
    found.push(compiled.decode(rows, { asOf: at(0), rowsRead: 0, milliseconds: 0 }))
  }
  return found
}

/** Tells the story, a batch again and again until it is acknowledged. */
async function tell(append: Append, workspaceId: WorkspaceId, from: number) {
  const context = { workspaceId, source: 'api', receivedAt: new Date() }
  for (const [i, batch] of story.entries()) {
    if (i < from) continue
    await append(batch, context)
    from = i + 1
  }
}

const whole = { left: Infinity, after: false }

async function answersOfWholeRun(workspaceId: WorkspaceId) {
  const { append, settler, end } = await openProcess({ ...whole })
  settler.begin()
  await tell(append, workspaceId, 0)
  await settler.caughtUp(seconds(10))
  await end()
  return answers(workspaceId)
}

/** One process that dies at that step, then another that carries on. `null` when the first lived to the end. */
async function answersAfterCrash(workspaceId: WorkspaceId, fuse: Fuse) {
  const first = await openProcess({ left: Infinity, after: false })
  await first.end()
  const dying = await openProcess(fuse).catch(() => null)
  if (dying !== null) {
    dying.settler.begin()
    const toldAll = tell(dying.append, workspaceId, 0)
      .then(() => Promise.race([dying.settler.caughtUp(seconds(10)), dying.died]))
      .catch(() => {})
    await toldAll
    await dying.end()
  }
  const lived = fuse.left >= 0
  const next = await openProcess({ ...whole })
  next.settler.begin()
  await tell(next.append, workspaceId, 0)
  await next.settler.caughtUp(seconds(10))
  await next.end()
  return { lived, answers: await answers(workspaceId) }
}

/** After one step and before the next is the same moment: of each three moments, the two have one each. */
describe.each([
  ['before', false, 0],
  ['after', true, 1],
])('a process that ends %s a step', (when, after, first) => {
  it('leaves a story that the next one completes, whichever step it was', async () => {
    const expected = await answersOfWholeRun(`whole-${when}` as WorkspaceId)
    expect(JSON.stringify(expected)).toContain('"value":1999')
    let step = first
    for (; step < 300; step += 3) {
      const workspaceId = `crash-${when}-${step}` as WorkspaceId
      const { lived, answers: found } = await answersAfterCrash(workspaceId, {
        left: step,
        after,
      })
      expect(found, `step ${step}`).toEqual(expected)
      if (lived) break
    }
    expect(step).toBeGreaterThan(20)
    expect(step).toBeLessThan(300)
  }, 400_000)
})
