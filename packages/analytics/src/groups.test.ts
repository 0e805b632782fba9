import type { Filter } from '@airgraph/domain/filter.ts'
import { metricNames, Question } from '@airgraph/domain/question.ts'
import { sql } from '@airgraph/sql/sql.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import {
  type MetricsAsked,
  openEngine,
  scopeOf,
  total,
  valuesOf,
  type World,
  worldIn,
} from './testing.ts'

let store: EventStore
beforeAll(async () => {
  store = await openEngine()
})
afterAll(() => store[Symbol.asyncDispose]())

const november = { from: '2026-11-01', to: '2026-12-01' }

describe('the groups beyond the limit', () => {
  let world: World
  beforeAll(async () => {
    world = worldIn(store, 'groups')
    await world.tell(`
      2026-11-02 09:00 ann/1 delivered in:big
      09:00 bob/2 delivered in:big
      09:00 cem/3 delivered in:big
      09:00 ann/4 delivered in:mid
      09:00 bob/5 delivered in:mid
      09:00 ann/6 delivered in:small
      09:10 ann/6 opened
      09:01 ann/1 opened
      09:20 ann/4 opened
      10:00 ann/1 clicked link:a
      10:01 ann/1 clicked link:a
      10:02 ann/1 clicked link:b
      2026-11-03 10:03 ann/1 clicked link:c
      10:04 bob/2 clicked link:a
    `)
  })
  const ask = (over: Partial<MetricsAsked> & Pick<MetricsAsked, 'metrics'>) =>
    world.ask({ type: 'metrics', ...november, ...over })

  it('are one row: its rate is that of all its messages, not the average of theirs', async () => {
    const answer = await ask({ metrics: ['delivered', 'open-rate'], by: ['campaign'], limit: 1 })
    expect(valuesOf(answer)).toEqual([
      { campaign: 'big', delivered: 3, 'open-rate': 1 / 3 },
      { other: true, delivered: 3, 'open-rate': 2 / 3 }, // (1/2 + 1/1) / 2 would be 3/4
    ])
    expect(answer.notes).toEqual([
      'Groups beyond the first 1 by Delivered are together in “other”.',
    ])
  })

  it('are ordered by any metric', async () => {
    const answer = await ask({
      metrics: ['delivered'],
      by: ['campaign'],
      orderBy: 'open-rate',
      limit: 2,
    })
    expect(valuesOf(answer)).toEqual([
      { campaign: 'small', delivered: 1 },
      { campaign: 'mid', delivered: 2 },
      { other: true, delivered: 3 },
    ])
  })

  it('have percentiles of their own', async () => {
    const answer = await ask({ metrics: ['time-to-open-median'], by: ['campaign'], limit: 1 })
    expect(valuesOf(answer)).toEqual([
      { campaign: 'mid', 'time-to-open-median': 20 * 60_000 },
      { other: true, 'time-to-open-median': 5.5 * 60_000 },
    ])
    const daily = await ask({
      metrics: ['time-to-open-median'],
      by: ['campaign'],
      limit: 1,
      grain: 'month',
    })
    expect(daily.rows.map(({ by, other }) => by['campaign'] ?? other)).toEqual(['mid', true])
  })

  it('count a message once even if it is in several of them', async () => {
    const metrics: MetricsAsked['metrics'] = ['unique-clicks', 'clicks']
    expect(valuesOf(await ask({ metrics, by: ['link'] }))).toEqual([
      { link: 'a', 'unique-clicks': 2, clicks: 3 },
      { link: 'b', 'unique-clicks': 1, clicks: 1 },
      { link: 'c', 'unique-clicks': 1, clicks: 1 },
    ])
    expect(valuesOf(await ask({ metrics, by: ['link'], limit: 1 }))).toEqual([
      { link: 'a', 'unique-clicks': 2, clicks: 3 },
      { other: true, 'unique-clicks': 1, clicks: 2 },
    ])
    const daily = { from: '2026-11-02', to: '2026-11-04', grain: 'day' } as const
    expect(valuesOf(await ask({ metrics, by: ['link'], limit: 1, ...daily }))).toEqual([
      { at: '2026-11-02T00:00:00.000Z', link: 'a', 'unique-clicks': 1, clicks: 2 },
      { at: '2026-11-03T00:00:00.000Z', link: 'a', 'unique-clicks': 1, clicks: 1 },
      { at: '2026-11-02T00:00:00.000Z', other: true, 'unique-clicks': 1, clicks: 1 },
      { at: '2026-11-03T00:00:00.000Z', other: true, 'unique-clicks': 0, clicks: 1 },
    ])
  })

  it('are a row each of what the engine says, however many metrics are asked', async () => {
    const asked = { type: 'metrics', metrics: [...metricNames], by: ['campaign'], ...november }
    const { statements } = compile(Question.parse(asked), scopeOf('groups'))
    const { rows } = await store.query(statements['order'] ?? sql`SELECT 1`)
    expect(rows).toHaveLength(3)
  })

  it('are no row where there are none', async () => {
    for (const by of ['campaign', 'stream', 'link'] as const) {
      const answer = await ask({
        metrics: ['clicks'],
        by: [by],
        from: '2020-01-01',
        to: '2020-02-01',
      })
      expect([answer.rows, answer.notes]).toEqual([[], []])
    }
  })

  it('may be split by two and three at once', async () => {
    const answer = await ask({
      metrics: ['clicks'],
      by: ['campaign', 'link', 'weekday'],
      limit: 2,
    })
    expect(valuesOf(answer)).toEqual([
      { campaign: 'big', link: 'a', weekday: '1', clicks: 2 },
      { campaign: 'big', link: 'a', weekday: '2', clicks: 1 },
      { other: true, clicks: 2 },
    ])
  })

  it('are one row beyond hundreds that are named, whether all are from totals or not', async () => {
    const many = worldIn(store, 'many-groups')
    const campaigns = Array.from({ length: 502 }, (_, n) => `c${String(n).padStart(3, '0')}`)
    await many.tell(
      campaigns
        .map((campaign) => `2026-11-02 09:00 ann/${campaign} sent in:${campaign}`)
        .join('\n'),
    )
    const totals = { changing: await total(store, 'many-groups') }
    for (const over of [{}, totals]) {
      const named = async (limit: number) =>
        valuesOf(
          await many.ask(
            { type: 'metrics', metrics: ['sent'], by: ['campaign'], limit, ...november },
            over,
          ),
        )
      const all = campaigns.map((campaign) => ({ campaign, sent: 1 }))
      expect(await named(502)).toEqual(all)
      expect(await named(500)).toEqual([...all.slice(0, 500), { other: true, sent: 2 }])
    }
  })

  it('are refused when they are too many, with what to do', async () => {
    await expect(
      ask({ metrics: ['clicks'], grain: 'hour', from: '2024-01-01', to: '2026-01-01' }),
    ).rejects.toThrow('By hour this is more than 10,000 points in time.')
    await expect(
      ask({
        metrics: ['delivered'],
        by: ['hour', 'weekday'],
        grain: 'hour',
        from: '2026-01-01',
        to: '2026-12-01',
      }),
    ).resolves.toMatchObject({ timeZone: 'UTC' })
  })
})

describe('compared', () => {
  it('a whole month is compared to the whole month before', async () => {
    const world = worldIn(store, 'months')
    await world.tell(`
      2026-10-01 00:00 ann/1 delivered in:old
      2026-10-31 23:00 bob/2 delivered in:autumn
      2026-11-30 23:00 ann/3 delivered in:autumn
      2026-11-30 23:00 bob/4 delivered in:autumn
      2026-11-30 23:00 bob/5 delivered in:new
      2025-11-30 23:00 ann/6 delivered in:autumn
    `)
    const asked = { type: 'metrics', metrics: ['delivered'], ...november } as const
    const { rows } = await world.ask({
      ...asked,
      metrics: ['delivered', 'open-rate'],
      compare: 'previous-period',
    })
    expect(rows[0]?.values).toEqual({
      delivered: { value: 3, previous: 2, change: 0.5 },
      'open-rate': {
        value: 0,
        low: 0,
        high: expect.closeTo(0.5615, 4),
        numerator: 0,
        denominator: 3,
        previous: 0,
        change: null,
      },
    })
    const year = await world.ask({ ...asked, metrics: ['delivered'], compare: 'previous-year' })
    expect(year.rows[0]?.values['delivered']).toEqual({ value: 3, previous: 1, change: 2 })
    const split = await world.ask({
      ...asked,
      metrics: ['delivered'],
      by: ['campaign'],
      compare: 'previous-period',
    })
    expect(split.rows).toEqual([
      { by: { campaign: 'autumn' }, values: { delivered: { value: 2, previous: 1, change: 1 } } },
      { by: { campaign: 'new' }, values: { delivered: { value: 1, previous: 0, change: null } } },
      // Nothing is lost that was there before: what is no longer among the groups is in the rest.
      { by: {}, other: true, values: { delivered: { value: 0, previous: 1, change: -1 } } },
    ])
    expect(split.notes).toEqual([
      'Groups that were only there in the period before are together in “other”.',
    ])
    const daily = await world.ask({
      ...asked,
      metrics: ['delivered'],
      from: '2026-10-01',
      to: '2026-11-01',
      grain: 'day',
      compare: 'previous-period',
    })
    expect(daily.rows).toHaveLength(31)
    expect(daily.rows[0]?.values['delivered']).toEqual({ value: 1, previous: 0, change: null })
    expect(daily.rows[30]?.values['delivered']).toEqual({ value: 1, previous: null, change: null })
  })
})

describe('a filter that is too much is refused with what to do', () => {
  const leaf = { dimension: 'campaign', is: ['autumn'] } as const
  const nested = (depth: number, wrap: (part: Filter) => Filter) =>
    Array.from({ length: depth }).reduce<Filter>(wrap, leaf)
  const asked = (where: Filter) =>
    Question.safeParse({ type: 'metrics', metrics: ['sent'], ...november, where })
  const wide = (n: number): Filter => ({
    any: Array.from({ length: n }, () => ({ any: Array.from({ length: 50 }, () => leaf) })),
  })

  it.each([
    ['not', (part: Filter) => ({ not: part })],
    ['all', (part: Filter) => ({ all: [part, leaf] })],
    ['any', (part: Filter) => ({ any: [leaf, part] })],
  ] as const)('nested in “%s”', async (_, wrap) => {
    expect(asked(nested(19, wrap)).success).toBe(true)
    for (const depth of [20, 1_000, 100_000])
      expect(asked(nested(depth, wrap)).error?.issues).toEqual([
        expect.objectContaining({
          path: ['where'],
          message: expect.stringContaining('A filter may be nested 20 deep'),
        }),
      ])
  })
  it('by properties', () => {
    const where = {
      any: Array.from({ length: 21 }, (_, i) => ({ dimension: `property:p${i}`, is: ['x'] })),
    }
    const period = { ...november, where }
    for (const one of [
      { type: 'metrics', metrics: ['sent'], ...period },
      { type: 'funnel', ...period },
    ])
      expect(() => compile(Question.parse(one), scopeOf('groups'))).toThrow(
        'This question splits or filters by 21 properties, and 20 is the most.',
      )
  })
  it('in parts', () => {
    expect(asked(wide(3)).success).toBe(true)
    expect(asked(wide(4)).error?.issues[0]?.message).toContain('A filter may have 200 parts')
  })
})

describe('filters', () => {
  let world: World
  beforeAll(async () => {
    world = worldIn(store, 'filters')
    await world.tell(`
      2026-11-02 09:00 ann/1 delivered in:autumn at:gmail plan=pro seats=3
      10:00 bob/2 delivered in:winter at:yahoo plan=free
      11:00 cem/3 delivered
      11:30 ann/1 opened on:mobile country:DE
      11:31 bob/2 opened country:FR
      12:00 ann/1 converted eur:900 plan=trial
      12:00 bob converted eur:100
    `)
  })
  const where = async (filter: Filter, metrics: MetricsAsked['metrics'] = ['delivered']) => {
    const answer = await world.ask({ type: 'metrics', metrics, where: filter, ...november })
    return valuesOf(answer).flatMap((row) => Object.values(row))
  }

  it('keep what is unknown when something else is excluded', async () => {
    expect(await where({ dimension: 'campaign', is: ['autumn'] })).toEqual([1])
    expect(await where({ not: { dimension: 'campaign', is: ['autumn'] } })).toEqual([2])
    expect(await where({ dimension: 'campaign', is: [''] })).toEqual([1])
    expect(await where({ not: { not: { dimension: 'campaign', is: ['autumn'] } } })).toEqual([1])
  })

  it('combine', async () => {
    const gmail = { dimension: 'mailbox-provider', is: ['gmail'] } as const
    const winter = { dimension: 'campaign', contains: 'WINT' } as const
    expect(await where({ any: [{ ...gmail, is: ['gmail'] }, winter] })).toEqual([2])
    expect(await where({ all: [{ ...gmail, is: ['gmail'] }, winter] })).toEqual([0])
    expect(await where({ all: [] })).toEqual([3])
    expect(await where({ any: [] })).toEqual([0])
    expect(await where({ dimension: 'hour', is: ['09', '11'] })).toEqual([2])
    expect(await where({ dimension: 'weekday', is: ['1'] })).toEqual([3])
  })

  it('know properties of the message from any event of its delivery, and of a conversion from itself', async () => {
    expect(
      await where({ dimension: 'property:plan', is: ['pro'] }, [
        'delivered',
        'unique-opens',
        'opens',
      ]),
    ).toEqual([1, 1, 1])
    expect(await where({ dimension: 'property:seats', is: ['3'] })).toEqual([1])
    expect(
      await where({ dimension: 'property:plan', is: ['trial'] }, ['delivered', 'revenue']),
    ).toEqual([0, 900])
    const split = await world.ask({
      type: 'metrics',
      metrics: ['open-rate', 'revenue'],
      by: ['property:plan'],
      ...november,
      orderBy: 'revenue',
    })
    expect(valuesOf(split)).toEqual([
      { 'property:plan': 'trial', 'open-rate': null, revenue: 900 },
      { 'property:plan': '', 'open-rate': 0, revenue: 100 },
      { 'property:plan': 'free', 'open-rate': 1, revenue: 0 },
      { 'property:plan': 'pro', 'open-rate': 1, revenue: 0 },
    ])
  })

  it('that only events know speak of the events', async () => {
    expect(
      await where({ dimension: 'country', is: ['DE'] }, ['unique-opens', 'opens', 'revenue']),
    ).toEqual([1, 1, 0])
    expect(await where({ not: { dimension: 'device', is: ['mobile'] } }, ['opens'])).toEqual([1])
    await expect(where({ dimension: 'device', is: ['mobile'] }, ['open-rate'])).rejects.toThrow(
      'Open rate cannot be split or filtered by device: delivered messages are not known by it. By device you can ask for Opens,',
    )
  })
})
