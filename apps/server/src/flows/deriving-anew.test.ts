import { sql } from '@airgraph/sql/sql.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { openEventStore } from '@airgraph/store/events/open.ts'
import { anEvent, id } from '@airgraph/store/events/testing.ts'
import { openRecords } from '@airgraph/store/records/open.ts'
import { openTestPostgres } from '@airgraph/store/records/testing-postgres.ts'
import { expect, it } from 'vitest'
import { openFolder } from './folder.ts'

const log = { error: () => {} }
const archives = { readyFor: async () => {}, monthsOf: async () => [] }
const events = Array.from({ length: 40 }, (_, n) =>
  anEvent({ eventId: id(n), contactId: id(n % 9), messageId: n % 4 === 0 ? null : `m${n}` }),
)

/** Ends with its process at that statement. */
function dyingAt(store: EventStore, statement: number): EventStore {
  let left = statement
  return new Proxy(store, {
    get(target, key) {
      if (key !== 'run') return Reflect.get(target, key, target) as unknown
      return (which: Parameters<EventStore['run']>[0]) => {
        left -= 1
        return left === 0 ? Promise.reject(new Error('killed')) : target.run(which)
      }
    },
  })
}

it('deriving everything anew is done again when it was stopped, wherever that was', async () => {
  await using postgres = await openTestPostgres()
  await using records = await openRecords({ url: postgres.url })
  await using store = await openEventStore({ dir: ':memory:' })
  await store.append(events)
  await using first = await openFolder({ events: store, records, archives, log })
  await first.caughtUp()
  const derived = async () =>
    (
      await store.query(sql`
        SELECT (SELECT count() FROM facts) AS facts, (SELECT count() FROM contact_days) AS contact_days`)
    ).rows
  const whole = await derived()
  expect(whole).toMatchObject([{ facts: events.length }])
  await store.discard('recent_events', sql`1`) // long ago: nothing but the events themselves is left
  for (const statement of [1, 2, 3, 4]) {
    await store.discard('facts', sql`1`)
    await store.discard('contact_days', sql`1`)
    await records.cursors.put('folded', 0)
    const open = (of: EventStore) => openFolder({ events: of, records, archives, log })
    await expect(open(dyingAt(store, statement))).rejects.toThrow('killed')
    await using again = await open(store)
    await again.caughtUp()
    expect([statement, await derived()]).toEqual([statement, whole])
  }
}, 120_000)
