import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHub } from './hub.ts'
import type { News } from './news.ts'
import { createRelay, fromLine } from './relay.ts'

const [w1, w2] = ['w1', 'w2'] as [WorkspaceId, WorkspaceId]
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

it('tells the listeners of another process, within two pauses', async () => {
  using hub = createHub()
  const heard: News[] = []
  hub.subscribe(w1, (news) => heard.push(news))
  using relay = createRelay({
    send: async (lines) => lines.map(fromLine).forEach((news) => hub.hear(...news)),
  })
  relay.publish([event(1), event(2, { workspaceId: w2 })])
  relay.publish([event(3), event(4, { kind: 'clicked' })])
  expect(heard.map(({ count }) => count)).toEqual([1])
  await vi.advanceTimersByTimeAsync(1_500)
  expect(heard[1]).toEqual({
    seq: 4,
    count: 2,
    lastReceivedAt: '1970-01-01T00:00:04.000Z',
    kinds: { opened: 1, clicked: 1 },
    days: { first: '1970-01-04', last: '1970-01-05' },
  })
})

it('says with the next what could not be said', async () => {
  const said: string[] = []
  let isDown = true
  using relay = createRelay({
    async send(lines) {
      if (isDown) throw new Error('down')
      said.push(...lines)
    },
  })
  relay.publish([event(1)])
  await vi.advanceTimersByTimeAsync(2_000)
  isDown = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect(said.map(fromLine)).toEqual([[w1, expect.objectContaining({ seq: 1, count: 1 })]])
})
