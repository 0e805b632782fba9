import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { eventStoreContract } from './event-store.contract.ts'
import { openEventStore } from './open.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'airgraph-events-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

eventStoreContract('the embedded engine', () => openEventStore({ dir }))
