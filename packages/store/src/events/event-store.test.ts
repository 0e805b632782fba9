import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventStoreContract } from './event-store.contract.ts'
import { openEventStore } from './open.ts'
import { anEvent, id } from './testing.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'airgraph-events-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

eventStoreContract('the embedded engine', () => openEventStore({ dir }))

it('goes on where the sequence ended, though the end has expired from the tail', async () => {
  const store = await openEventStore({ dir })
  await store.append([anEvent({ workspaceId: 'tail', eventId: id(1), receivedAt: new Date() })])
  const received = new Date('2020-01-01')
  await store.append([anEvent({ workspaceId: 'tail', eventId: id(2), receivedAt: received })])
  await store.run(sql`OPTIMIZE TABLE recent_events FINAL`)
  const { seq } = store
  await store[Symbol.asyncDispose]()
  const again = await openEventStore({ dir })
  const { rows } = await again.query(sql`SELECT max(seq) AS seq FROM recent_events`)
  expect(rows).toEqual([{ seq: seq - 1 }])
  expect(again.seq).toBe(seq)
  await again[Symbol.asyncDispose]()
})
