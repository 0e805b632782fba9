import type { StoredEvent } from '@airgraph/domain/event.ts'
import { describe, expect, it } from 'vitest'
import { anEvent, id } from '../events/testing.ts'
import { chunksOf, shardOf } from './chunks.ts'
import { decode } from './encode.ts'

const into = { spread: 8, mostBytes: 1_000_000 }
const events = Array.from({ length: 3_000 }, (_, n) =>
  anEvent({ eventId: id(n), contactId: id(n % 700) }),
)
const idsIn = (body: Uint8Array) => decode(body).map(({ eventId }) => eventId)

describe('chunks', () => {
  it('hold every event once', () => {
    const ids = chunksOf(events, into).flatMap(({ body }) => idsIn(body))
    expect(ids.toSorted()).toEqual(events.map(({ eventId }) => eventId).toSorted())
  })

  it('keep what concerns one contact in one shard, and fill all shards', () => {
    expect(new Set(events.map((event) => shardOf(event, 8))).size).toBe(8)
    for (const { to, body } of chunksOf(events, into))
      for (const event of decode(body)) expect(shardOf(event, 8)).toBe(to)
  })

  it('have the same keys when the same events are received again', () => {
    const again = events.map((event) => ({ ...event, receivedAt: new Date() }))
    const keys = (all: typeof events) => chunksOf(all, into).map(({ key }) => key)
    expect(keys(again)).toEqual(keys(events))
    expect(keys(events.slice(1))).not.toEqual(keys(events))
  })

  it('have another key for another revision, and for another workspace', () => {
    const one = anEvent()
    const keys = [one, { ...one, revision: 1 } as StoredEvent, anEvent({ workspaceId: 'w2' })].map(
      (event) => chunksOf([event], into)[0]?.key,
    )
    expect(new Set(keys).size).toBe(3)
  })

  it('are cut where a message would be too big', () => {
    const wordy = events.map((event) => ({ ...event, raw: crypto.randomUUID().repeat(3) }))
    const chunks = chunksOf(wordy, { ...into, mostBytes: 4_000 })
    expect(Math.max(...chunks.map(({ body }) => body.length))).toBeLessThanOrEqual(4_000)
    expect(chunks.flatMap(({ body }) => idsIn(body)).length).toBe(events.length)
  })

  it('are refused where one event alone is too big', () => {
    const big = anEvent({ raw: Array.from({ length: 300 }, () => crypto.randomUUID()).join() })
    expect(() => chunksOf([anEvent(), big], { ...into, mostBytes: 2_000 })).toThrow(
      expect.objectContaining({ code: 'too-large', retry: 'never' }),
    )
  })

  it('are none of nothing', () => {
    expect(chunksOf([], into)).toEqual([])
  })
})
