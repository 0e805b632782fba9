import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

it('goes on where the sequence ended, though the log has forgotten its end', async () => {
  const store = await openEventStore({ dir })
  const after = store.seq
  await store.append([anEvent({ workspaceId: 'tail', eventId: id(1) })])
  await store.allCommitted()
  const { seq } = store
  await foldRange(store, { after, upTo: seq, version: 1_000, again: false })
  await store.run(sql`TRUNCATE TABLE recent_events`)
  await store[Symbol.asyncDispose]()
  const again = await openEventStore({ dir })
  expect(again.seq).toBe(seq)
  await again[Symbol.asyncDispose]()
})
