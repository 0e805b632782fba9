import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHub } from './hub.ts'
import type { News } from './news.ts'

const w1 = 'w1' as WorkspaceId
const event = (seq: number, over: Partial<StoredEvent> = {}) =>
  ({
    workspaceId: w1,
    kind: 'opened',
    seq,
    revision: 0,
    receivedAt: new Date(1_000 * seq),
    occurredAt: new Date(86_400_000 * seq),
    ...over,
  }) as StoredEvent

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('tells at once, then gathers for a second', () => {
  using hub = createHub()
  const heard: News[] = []
  hub.subscribe(w1, (news) => heard.push(news))
  hub.publish([event(1)])
  hub.publish([event(2), event(3, { kind: 'clicked' })])
  expect(heard.map((news) => news.count)).toEqual([1])
  vi.advanceTimersByTime(1_000)
  expect(heard[1]).toEqual({
    seq: 3,
    count: 2,
    lastReceivedAt: '1970-01-01T00:00:03.000Z',
    kinds: { opened: 1, clicked: 1 },
    days: { first: '1970-01-03', last: '1970-01-04' },
  })
  vi.advanceTimersByTime(5_000)
  hub.publish([event(4)])
  expect(heard.map((news) => news.seq)).toEqual([1, 3, 4])
})

it('tells nobody of another workspace, and nothing of mended verdicts', () => {
  using hub = createHub()
  const heard: News[] = []
  hub.subscribe('w2' as WorkspaceId, (news) => heard.push(news))
  hub.publish([event(1)])
  hub.publish([event(2, { workspaceId: 'w2' as WorkspaceId, revision: 1 })])
  expect(heard).toEqual([])
})

it('stops when asked', () => {
  using hub = createHub()
  const heard: News[] = []
  const stop = hub.subscribe(w1, (news) => heard.push(news))
  stop()
  hub.publish([event(1)])
  expect(heard).toEqual([])
})
