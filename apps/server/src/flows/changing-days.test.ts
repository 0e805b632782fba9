import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { totalRestingDays } from '@airgraph/store/events/fold/day-totals.ts'
import { foldRange } from '@airgraph/store/events/fold/fold.ts'
import { openEventStore } from '@airgraph/store/events/open.ts'
import { anEvent, id } from '@airgraph/store/events/testing.ts'
import { expect, it } from 'vitest'
import { createChangingDaysOf } from './changing-days.ts'

const [mine, theirs] = ['mine', 'theirs'] as WorkspaceId[] as [WorkspaceId, WorkspaceId]

/** Counts what is asked. */
function counting(store: EventStore) {
  const asked = { times: 0 }
  const query: EventStore['query'] = (...of) => {
    asked.times += 1
    return store.query(...of)
  }
  const counted = Object.defineProperty(Object.create(store), 'query', { value: query })
  return { asked, store: counted as EventStore }
}

/** Tells of something that happened on a day. */
function teller(store: EventStore) {
  let told = 0
  return async (workspaceId: WorkspaceId, day: string) => {
    const after = store.seq
    told += 1
    await store.append([
      anEvent({
        workspaceId,
        eventId: id(told),
        kind: 'custom',
        name: 'n',
        occurredAt: new Date(day),
      }),
    ])
    await foldRange(store, { after, upTo: store.seq, version: told, again: false })
  }
}

it('are asked for once until something is derived, for each workspace', async () => {
  await using store = await openEventStore({ dir: ':memory:' })
  const { asked, store: counted } = counting(store)
  const daysOf = createChangingDaysOf(counted)
  const tell = teller(store)

  await tell(mine, '2026-11-02')
  expect(await daysOf(mine)).toMatchObject({ happened: ['2026-11-02'] })
  expect(await daysOf(theirs)).toMatchObject({ happened: [] })
  expect(await daysOf(mine)).toMatchObject({ happened: ['2026-11-02'] })
  expect(asked.times).toBe(2)

  await tell(theirs, '2026-11-03')
  expect(await daysOf(theirs)).toMatchObject({ happened: ['2026-11-03'] })
  expect(await daysOf(mine)).toMatchObject({ happened: ['2026-11-02'] })
  expect(asked.times).toBe(4)

  await totalRestingDays(store, 0, async () => 10)
  expect(await daysOf(mine)).toEqual({ happened: [], sent: [] })
  await store.forgetWorkspace(theirs)
  await tell(mine, '2026-11-04')
  expect(await daysOf(mine)).toMatchObject({ happened: ['2026-11-04'] })
})

it('are asked for each time while something is derived, and where others may be doing it', async () => {
  const rows = [{ counted_by: 'happened', days: ['2026-11-02'] }]
  for (const editions of [
    [null, null],
    [1, null],
    [1, 2],
    [null, 1],
  ]) {
    const left = [...editions]
    let times = 0
    const daysOf = createChangingDaysOf({
      get edition() {
        return left.shift() ?? null
      },
      async query() {
        times += 1
        return { rows, rowsRead: 1, milliseconds: 1 }
      },
    })
    await daysOf(mine)
    left.push(...editions)
    await daysOf(mine)
    expect(times).toBe(2)
  }
})
