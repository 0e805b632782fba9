import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sql, sql, uint } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventStoreContract } from './event-store.contract.ts'
import { foldRange } from './fold/fold.ts'
import { openEventStore } from './open.ts'
import { anEvent, id } from './testing.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'airgraph-events-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

eventStoreContract('the embedded engine', () => openEventStore({ dir }))

describe('goes on where the sequence ended', () => {
  /** Stores some, and folds them; the log forgets what `forgotten` says before the store is opened again. */
  async function openedAgain(workspaceId: string, forgotten: (seq: number) => Sql, given?: number) {
    const store = await openEventStore({ dir })
    const after = store.seq
    for (const n of [1, 2, 3]) await store.append([anEvent({ workspaceId, eventId: id(n) })])
    await store.allCommitted()
    const { seq } = store
    await foldRange(store, { after, upTo: seq, version: 1_000, again: false })
    await store.run(forgotten(seq))
    await store[Symbol.asyncDispose]()
    await using again = await openEventStore({ dir }, { given: given ?? 0 })
    return { seq, again: again.seq }
  }
  const all = () => sql`TRUNCATE TABLE recent_events`

  it('though the log has forgotten all', async () => {
    const { seq, again } = await openedAgain('tail', all)
    expect(again).toBe(seq)
  })
  it('though the log has forgotten its end', async () => {
    const { seq, again } = await openedAgain(
      'end',
      (last) =>
        sql`ALTER TABLE recent_events DELETE WHERE seq > ${uint(last - 2)} SETTINGS mutations_sync = 2`,
    )
    expect(again).toBe(seq)
  })
  it('though less is known to have been given', async () => {
    const { seq, again } = await openedAgain('less', all, 1)
    expect(again).toBe(seq)
  })
  it('though nothing is left of those that were given last', async () => {
    const store = await openEventStore({ dir })
    const given = store.seq + 1_000
    await store[Symbol.asyncDispose]()
    await using again = await openEventStore({ dir }, { given })
    expect(again.seq).toBe(given)
    await again.append([anEvent({ workspaceId: 'given', eventId: id(1) })])
    expect(again.acknowledged).toBe(given + 1)
  })
})
