import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { openRecords, type Records } from '../records/open.ts'
import { eventLogContract } from './event-log.contract.ts'
import { openEventLog } from './open.ts'
import { cannotRun, openNats } from './testing-nats.ts'
import { openTables } from './testing.ts'

describe.skipIf(cannotRun)('with a nats-server', () => {
  let dir = ''
  let records: Records
  let tables: Awaited<ReturnType<typeof openTables>>
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'airgraph-log-'))
    records = await openRecords({ dir: join(dir, 'records') })
    tables = await openTables(join(dir, 'events'))
  })
  afterAll(async () => {
    await tables[Symbol.asyncDispose]()
    await records[Symbol.asyncDispose]()
    await rm(dir, { recursive: true, force: true })
  })

  eventLogContract('NATS JetStream', async () => {
    const nats = await openNats()
    return {
      table: await tables.open('contract', 100),
      connect: () => openEventLog({ url: nats.url, records, shards: 3, mostBytes: 2 ** 28 }),
      [Symbol.asyncDispose]: () => nats[Symbol.asyncDispose](),
    }
  })
})
