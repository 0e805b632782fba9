import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { ContactId } from '@airgraph/domain/ids.ts'
import { name, sql } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventStoreContract } from './event-store.contract.ts'
import type { EventStore } from './event-store.ts'
import { foldRange } from './fold/fold.ts'
import { fromRow } from './rows.ts'
import { anEvent, id } from './testing.ts'
import { openTested } from './testing-stores.ts'

const isOnShards = process.env['AIRGRAPH_TEST_STORE'] === 'three shards'

eventStoreContract('whichever way its data lies', openTested)

describe.runIf(isOnShards)('three shards', () => {
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

describe('a contact who turns out to be another leaves nothing behind', () => {
  let store: EventStore
  beforeAll(async () => {
    store = await openTested()
    const before = store.seq
    await store.append(
      Array.from({ length: 9 }, (_, n) =>
        anEvent({
          eventId: id(n),
          contactId: id(100 + n),
          messageId: `m${n}`,
          workspaceId: 'moved',
        }),
      ),
    )
    await foldRange(store, { after: before, upTo: store.seq, version: 11, again: false })
    const { rows } = await store.query(
      sql`SELECT * FROM events WHERE workspace_id = 'moved' AND deleted = 0`,
    )
    const then = store.seq
    await store.rewrite(rows.map(fromRow).flatMap(toTheOther))
    await foldRange(store, { after: then, upTo: store.seq, version: 12, again: false })
  })
  afterAll(() => store[Symbol.asyncDispose]())

  const toTheOther = (event: StoredEvent): StoredEvent[] => [
    { ...event, contactId: id(200) as ContactId, revision: 1 },
    { ...event, revision: 1, deleted: true },
  ]
  const whose = async (table: string) =>
    (
      await store.query(sql`
        SELECT toString(contact_id) AS who, count() AS n FROM ${name(table)}
        WHERE workspace_id = 'moved' AND deleted = 0 GROUP BY who`)
    ).rows

  it('of events', async () => {
    expect(await whose('events')).toEqual([{ who: id(200), n: 9 }])
  })
  it('of facts', async () => {
    expect(await whose('facts')).toEqual([{ who: id(200), n: 9 }])
  })
})
