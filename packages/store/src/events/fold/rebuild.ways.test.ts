import { join, type Sql, sql } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EventStore } from '../event-store.ts'
import { anEvent, id } from '../testing.ts'
import { openTested } from '../testing-stores.ts'
import { contactRanges } from './contact-ranges.ts'
import { foldRange } from './fold.ts'
import { factColumns } from './fact-rows.ts'
import { rebuild } from './rebuild.ts'

let store: EventStore
const workspaces = ['anew 1', 'anew 2', 'anew 3']
const mine = sql`startsWith(workspace_id, 'anew ')`
const events = sql`(SELECT * FROM events WHERE ${mine})`

/** Contacts of very different sizes, some of them in several workspaces. */
const happenings = workspaces.flatMap((workspaceId, w) =>
  Array.from({ length: 40 * (w + 1) }, (_, n) =>
    anEvent({
      workspaceId,
      eventId: id(1_000 * w + n),
      contactId: id(Math.floor(Math.sqrt(n)) * 7_919),
      messageId: n % 5 === 0 ? null : `m${n % 8}`,
      kind: n % 3 === 0 ? 'clicked' : 'delivered',
      occurredAt: new Date(Date.UTC(2026, n % 11, 1 + (n % 28))),
    }),
  ),
)

beforeAll(async () => {
  store = await openTested()
  const before = store.seq
  await store.append(happenings)
  await foldRange(store, { after: before, upTo: store.seq, version: 1, again: true })
})
afterAll(() => store[Symbol.asyncDispose]())

const read = async (query: Sql) => (await store.query(query)).rows
const derived = async () => ({
  facts: await read(sql`
    SELECT ${join(factColumns, ', ')} FROM facts WHERE ${mine} ORDER BY workspace_id, event_key`),
  contactDays: await read(sql`
    SELECT * EXCEPT (version, kinds), arraySort(kinds) AS kinds FROM contact_days WHERE ${mine}
    ORDER BY workspace_id, contact_id, day`),
})

const inRange = async (range: Sql) =>
  (
    await read(sql`
      SELECT concat(workspace_id, toString(contact_id)) AS contact, count() AS events FROM ${events}
      WHERE ${range} GROUP BY contact`)
  ).map(({ contact, events: n }) => ({ contact: String(contact), events: Number(n) }))
const everybody = [...new Set(happenings.map((one) => `${one.workspaceId}${one.contactId}`))].sort()

it.each([1, 7, 50, 1_000])('pieces of %d events have every contact once, whole', async (size) => {
  const ranges = await contactRanges(store, events, { total: happenings.length, size })
  const found = await Promise.all(ranges.map(inRange))
  for (const piece of found) {
    const [largest = 0, ...others] = piece.map((one) => one.events).sort((a, b) => b - a)
    expect(others.reduce((all, n) => all + n, 0)).toBeLessThanOrEqual(Math.max(size, largest))
  }
  expect(
    found
      .flat()
      .map(({ contact }) => contact)
      .sort(),
  ).toEqual(everybody)
})

it('measured out by some of the contacts, pieces have every contact once too', async () => {
  const measure = { total: happenings.length, size: 30, lookedAt: happenings.length / 3 }
  const ranges = await contactRanges(store, events, measure)
  expect(ranges.length).toBeGreaterThan(1)
  const found = await Promise.all(ranges.map(inRange))
  expect(
    found
      .flat()
      .map(({ contact }) => contact)
      .sort(),
  ).toEqual(everybody)
})

it('says piece by piece what folding said', async () => {
  const folded = await derived()
  expect(folded.facts).toHaveLength(happenings.length)
  await store.discard('facts', mine)
  await store.discard('contact_days', mine)
  await rebuild(store, 2, { atOnce: 30 })
  expect(await derived()).toEqual(folded)
})
