import type { FunnelAnswer } from '@airgraph/domain/answer.ts'
import type { Asked } from '@airgraph/domain/question.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine, type World, worldIn } from './testing.ts'

type FunnelAsked = Asked & { readonly type: 'funnel' }

let store: EventStore
let world: World
beforeAll(async () => {
  store = await openEngine()
  world = worldIn(store, 'funnel')
  await world.tell(
    `
    2026-11-02 09:00 ann/1 sent in:autumn
    09:00 bob/2 sent in:autumn
    09:00 cem/3 sent in:autumn
    09:00 dan/4 sent in:winter
    09:00 eve/5 sent in:winter
    09:00 fay/6 sent in:spring
    09:01 ann/1 delivered
    09:01 bob/2 delivered
    09:01 cem/3 delivered
    09:01 dan/4 delivered
    09:00:30 dan/4 opened by:human
    09:11 ann/1 opened by:human
    09:10 ann/1 clicked by:human
    09:12 ann/1 clicked by:human
    09:31 bob/2 opened by:human
    09:31 cem/3 opened by:scanner
    09:32 cem/3 clicked by:scanner
    09:00:40 ann converted eur:1
    10:12 ann converted eur:1000
    10:12 ann/9 converted eur:1000
    2026-11-20 10:12 bob converted eur:1000
    2026-11-02 10:12 nobody/7 sent
  `,
  )
})
afterAll(() => store[Symbol.asyncDispose]())

const ask = (over: Partial<FunnelAsked> = {}) =>
  world.ask({ type: 'funnel', from: '2026-11-02', to: '2026-11-03', ...over })

const counts = ({ groups }: FunnelAnswer) =>
  groups.map(({ by, other, steps }) => [
    other ? 'other' : Object.values(by).join(),
    ...steps.map(({ count }) => count),
  ])

const minutes = (n: number) => n * 60_000

describe('a funnel', () => {
  it('keeps at each step who passed all before it, in order of time', async () => {
    const { groups, definition } = await ask()
    expect(
      groups[0]?.steps.map(({ step, count, medianTime }) => [step, count, medianTime]),
    ).toEqual([
      ['sent', 8, null], // a conversion names one that nothing else tells of
      ['delivered', 4, minutes(1)],
      ['opened', 2, minutes(20)],
      ['clicked', 1, minutes(1)], // the click before the open is not this step, the one after it is
      ['converted', 1, minutes(60)],
    ])
    expect(groups[0]?.steps[2]?.fromPrevious).toEqual({
      value: 0.5,
      low: expect.closeTo(0.15, 3),
      high: expect.closeTo(0.85, 3),
      numerator: 2,
      denominator: 4,
    })
    expect(groups[0]?.steps[2]?.fromFirst).toMatchObject({ numerator: 2, denominator: 8 })
    expect(definition).toContain('within 168 hours of the first')
  })

  it('follows machines when they are asked for', async () => {
    expect(counts(await ask({ engagement: 'machine' }))).toEqual([['', 8, 4, 1, 1, 0]])
    expect(counts(await ask({ engagement: 'all' }))).toEqual([['', 8, 4, 3, 2, 1]])
  })

  it('ends when its time is over', async () => {
    expect(counts(await ask({ withinHours: 0.5 }))).toEqual([['', 8, 4, 1, 1, 0]])
    expect(counts(await ask({ steps: ['delivered', 'converted'], withinHours: 24 * 30 }))).toEqual([
      ['', 4, 2],
    ])
    expect(counts(await ask({ steps: ['delivered', 'converted'] }))).toEqual([['', 4, 1]])
  })

  it('splits and filters by what messages have, and gathers the rest', async () => {
    expect(counts(await ask({ by: ['campaign'] }))).toEqual([
      ['autumn', 3, 3, 2, 1, 1],
      ['', 2, 0, 0, 0, 0],
      ['winter', 2, 1, 0, 0, 0],
      ['spring', 1, 0, 0, 0, 0],
    ])
    const first = await ask({ by: ['campaign'], limit: 1 })
    expect(counts(first)).toEqual([
      ['autumn', 3, 3, 2, 1, 1],
      ['other', 5, 1, 0, 0, 0],
    ])
    expect(first.notes).toEqual(['Groups beyond the first 1 by messages are together in “other”.'])
    expect(
      counts(await ask({ where: { not: { dimension: 'campaign', is: ['autumn'] } } })),
    ).toEqual([['', 5, 1, 0, 0, 0]])
  })

  it('of nobody has shares that are unknown', async () => {
    const { groups } = await ask({
      from: '2026-12-02',
      to: '2026-12-03',
      steps: ['sent', 'opened'],
    })
    expect(groups).toEqual([
      {
        by: {},
        steps: ['sent', 'opened'].map((step) => ({
          step,
          count: 0,
          fromPrevious: { value: null, numerator: 0, denominator: 0 },
          fromFirst: { value: null, numerator: 0, denominator: 0 },
          medianTime: null,
        })),
      },
    ])
    expect((await ask({ from: '2026-12-02', to: '2026-12-03', by: ['campaign'] })).groups).toEqual(
      [],
    )
  })

  it.each([
    [{ steps: ['converted', 'sent'] }, 'A funnel begins with something that happens to a message'],
    [{ steps: ['sent', 'opened', 'opened'] }, 'is in it twice'],
    [{ by: ['device'] }, 'cannot be split or filtered by device'],
    [{ where: { dimension: 'link', contains: 'x' } }, 'cannot be split or filtered by link'],
  ] as const)('refuses %j', async (over, sentence) => {
    await expect(ask(over as Partial<FunnelAsked>)).rejects.toThrow(sentence)
  })
})
