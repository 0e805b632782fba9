import { noWorkspaceEvidence } from '@airgraph/engagement/evidence.ts'
import { seconds } from '@airgraph/domain/units.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { openEventStore } from '@airgraph/store/events/open.ts'
import { anEvent, id } from '@airgraph/store/events/testing.ts'
import { openRecords } from '@airgraph/store/records/open.ts'
import { openTestPostgres } from '@airgraph/store/records/testing-postgres.ts'
import { expect, it } from 'vitest'
import { openFolder } from './folder.ts'
import { mostJudged, openSettler } from './settler.ts'

const log = { error: () => {} }
const archives = { readyFor: async () => {}, monthsOf: async () => [], bringBack: async () => 0 }

async function opened(behind: number) {
  await using all = new AsyncDisposableStack()
  const postgres = all.use(await openTestPostgres())
  const records = all.use(await openRecords({ url: postgres.url }))
  const store = all.use(await openEventStore({ dir: ':memory:' }))
  await store.append(Array.from({ length: 10 }, (_, n) => anEvent({ eventId: id(n) })))
  const folder = all.use(await openFolder({ events: store, records, archives, log }))
  const acknowledged = { get: () => store.acknowledged + behind }
  const settler = all.use(
    await openSettler({
      events: Object.create(store, { acknowledged }) as EventStore,
      folder,
      archives,
      records,
      evidence: async () => noWorkspaceEvidence,
      log,
    }),
  )
  const closing = all.move()
  return { store, settler, [Symbol.asyncDispose]: () => closing[Symbol.asyncDispose]() }
}

it('waits until what was committed is judged', async () => {
  await using here = await opened(0)
  here.settler.begin()
  await here.settler.caughtUp(seconds(20))
  expect(here.settler.unsettled).toBe(0)
  await here.store.append([anEvent({ eventId: id(99) })])
  await here.settler.caughtUp(seconds(20))
  expect(here.settler.unsettled).toBe(0)
})

it('does not wait for more than can be judged in time', async () => {
  const patience = seconds(600) // longer than this test may take
  await using here = await opened(patience * mostJudged)
  await here.settler.caughtUp(patience)
  expect(here.settler.unsettled).toBeGreaterThan(0)
})
