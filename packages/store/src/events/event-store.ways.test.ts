import { sql } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventStoreContract } from './event-store.contract.ts'
import type { EventStore } from './event-store.ts'
import { foldRange } from './fold/fold.ts'
import { anEvent, id } from './testing.ts'
import { openTested } from './testing-stores.ts'

eventStoreContract('whichever way its data lies', openTested)

describe.runIf(process.env['AIRGRAPH_TEST_STORE'] === 'three shards')('three shards', () => {
  let store: EventStore
  beforeAll(async () => {
    store = await openTested()
  })
  afterAll(() => store[Symbol.asyncDispose]())

  it('hold the contacts between them, each on one', async () => {
    const events = Array.from({ length: 60 }, (_, n) =>
      anEvent({ eventId: id(n), contactId: id(n % 20), messageId: `m${n}`, workspaceId: 'spread' }),
    )
    await store.append(events)
    await foldRange(store, { after: 0, upTo: store.seq, version: 1, again: true })
    const { rows } = await store.query(sql`
      SELECT uniqExact(shard) AS shards, max(shards_of_contact) AS most
      FROM (SELECT contact_id, any(_shard_num) AS shard, uniqExact(_shard_num) AS shards_of_contact
        FROM facts WHERE workspace_id = 'spread' GROUP BY contact_id)`)
    expect(rows).toEqual([{ shards: 3, most: 1 }])
  })
})
