import { type MetricName, metricNames } from '@airgraph/domain/question.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { metrics } from './metrics.ts'
import {
  type MetricsAsked,
  openEngine,
  repeatAll,
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
const minutes = (n: number) => n * 60_000

it('every name has one definition', () => {
  expect(metrics.map(({ name }) => name)).toEqual([...metricNames])
})

describe('a campaign of six messages', () => {
  let world: World
  beforeAll(async () => {
    world = worldIn(store, 'six')
    await world.tell(`
      2026-11-02 09:00 ann/1 sent in:autumn
      09:00 bob/2 sent in:autumn
      09:00 cem/3 sent in:autumn
      09:00 dan/4 accepted in:autumn
      09:00 eve/5 sent in:winter
      09:00 fay/6 rejected in:winter hard:suppressed
      09:01 ann/1 delivered
      09:02 bob/2 deferred soft:greylisted
      09:10 bob/2 delivered
      09:01 cem/3 bounced hard:invalid-address
      09:05 dan/4 bounced soft:mailbox-full
      09:11 ann/1 opened by:human on:mobile
      09:40 ann/1 opened by:human on:desktop
      09:00:30 ann/1 opened by:prefetch
      09:30 bob/2 opened by:prefetch
      10:30 bob/2 opened by:proxy
      09:45 eve/5 opened by:prefetch
      09:21 ann/1 clicked by:human link:https://shop.example/a
      09:22 ann/1 clicked by:human link:https://shop.example/b
      09:23 ann/1 clicked by:human link:https://shop.example/a
      09:02 bob/2 clicked by:scanner link:https://shop.example/a
      12:00 bob/2 unsubscribed
      12:00 eve/5 complained
      13:00 ann/1 replied
      14:00 ann/1 converted eur:1000
      2026-11-03 14:00 ann converted eur:3000
      15:00 ann converted
      2026-11-04 14:00 ann refunded eur:500
    `)
  })

  const value = async (metric: MetricName, over: Partial<MetricsAsked> = {}) => {
    const { rows } = await world.ask({ type: 'metrics', metrics: [metric], ...november, ...over })
    return rows[0]?.values[metric]?.value
  }

  it.each([
    ['sent', 6],
    ['delivered', 3], // eve's was never called delivered, but it was opened and did not bounce
    ['delivery-rate', 3 / 6],
    ['deferred', 1],
    ['hard-bounces', 1],
    ['hard-bounce-rate', 1 / 6],
    ['soft-bounces', 1],
    ['soft-bounce-rate', 1 / 6],
    ['bounce-rate', 2 / 6],
    ['rejected', 1],
    ['opens', 3],
    ['unique-opens', 2],
    ['open-rate', 2 / 3],
    ['adjusted-open-rate', 2 / (3 - 1)], // eve's was opened by a machine alone
    ['clicks', 3],
    ['unique-clicks', 1],
    ['click-rate', 1 / 3],
    ['click-to-open-rate', 1 / 2],
    ['unsubscribes', 1],
    ['unsubscribe-rate', 1 / 3],
    ['complaints', 1],
    ['complaint-rate', 1 / 3],
    ['replies', 1],
    ['reply-rate', 1 / 3],
    ['conversions', 3],
    ['conversion-rate', 3 / 3],
    ['revenue', 4000],
    ['refunds', 500],
    ['net-revenue', 3500],
    ['revenue-per-thousand-delivered', (4000 / 3) * 1000],
    ['average-order-value', 4000 / 2], // one conversion brought no money
    ['time-to-open-median', minutes((10 + 80) / 2)],
    ['time-to-open-p90', minutes(10 + 0.9 * 70)],
    ['time-to-click-median', minutes(20)],
    ['time-to-click-p90', minutes(20)],
  ] as const)('%s is %d', async (metric, expected) => {
    expect(await value(metric)).toBeCloseTo(expected, 9)
  })

  it.each([
    ['human', 3, 2],
    ['machine', 3, 3],
    ['all', 6, 3],
    ['proxy', 1, 1],
    ['prefetch', 3, 3],
    ['unknown', 0, 0],
  ] as const)('of %s there are %d opens of %d messages', async (engagement, opens, unique) => {
    expect([
      await value('opens', { engagement }),
      await value('unique-opens', { engagement }),
      await value('opens', { engagement, countedBy: 'sent' }),
      await value('unique-opens', { engagement, countedBy: 'sent' }),
    ]).toEqual([opens, unique, opens, unique])
  })

  it('counts by the day on which it happened', async () => {
    const answer = await world.ask({
      type: 'metrics',
      metrics: ['sent', 'conversions', 'revenue', 'refunds', 'open-rate'],
      from: '2026-11-02',
      to: '2026-11-05',
      grain: 'day',
    })
    expect(valuesOf(answer)).toEqual([
      {
        at: '2026-11-02T00:00:00.000Z',
        sent: 6,
        conversions: 1,
        revenue: 1000,
        refunds: 0,
        'open-rate': 2 / 3,
      },
      {
        at: '2026-11-03T00:00:00.000Z',
        sent: 0,
        conversions: 2,
        revenue: 3000,
        refunds: 0,
        'open-rate': null,
      },
      {
        at: '2026-11-04T00:00:00.000Z',
        sent: 0,
        conversions: 0,
        revenue: 0,
        refunds: 500,
        'open-rate': null,
      },
    ])
  })

  it('counts by the day of sending what can be traced to a message', async () => {
    const answer = await world.ask({
      type: 'metrics',
      metrics: ['conversions', 'revenue', 'clicks'],
      countedBy: 'sent',
      ...november,
    })
    expect(valuesOf(answer)).toEqual([{ conversions: 1, revenue: 1000, clicks: 3 }])
  })

  it('splits by campaign, which events have from their message, and adds up numerators and denominators', async () => {
    const answer = await world.ask({
      type: 'metrics',
      metrics: ['sent', 'open-rate', 'opens', 'revenue'],
      by: ['campaign'],
      engagement: 'all',
      ...november,
    })
    expect(valuesOf(answer)).toEqual([
      { campaign: 'autumn', sent: 4, 'open-rate': 2 / 2, opens: 5, revenue: 1000 },
      { campaign: 'winter', sent: 2, 'open-rate': 1 / 1, opens: 1, revenue: 0 },
      { campaign: '', sent: 0, 'open-rate': null, opens: 0, revenue: 3000 },
    ])
  })

  it('splits what events know by the events, and counts a message once in each group', async () => {
    const asked = { type: 'metrics', ...november } as const
    expect(
      valuesOf(await world.ask({ ...asked, metrics: ['clicks', 'unique-clicks'], by: ['link'] })),
    ).toEqual([
      { link: 'https://shop.example/a', clicks: 2, 'unique-clicks': 1 },
      { link: 'https://shop.example/b', clicks: 1, 'unique-clicks': 1 },
    ])
    expect(valuesOf(await world.ask({ ...asked, metrics: ['opens'], by: ['engagement'] }))).toEqual(
      [
        { engagement: 'prefetch', opens: 3 },
        { engagement: 'human', opens: 2 },
        { engagement: 'proxy', opens: 1 },
      ],
    )
    expect(
      valuesOf(
        await world.ask({ ...asked, metrics: ['opens', 'time-to-open-median'], by: ['device'] }),
      ),
    ).toEqual([
      { device: '', opens: 1, 'time-to-open-median': minutes(80) },
      { device: 'desktop', opens: 1, 'time-to-open-median': minutes(39) },
      { device: 'mobile', opens: 1, 'time-to-open-median': minutes(10) },
    ])
    expect(
      valuesOf(
        await world.ask({ ...asked, metrics: ['hard-bounces', 'rejected'], by: ['bounce-reason'] }),
      ),
    ).toEqual([
      { 'bounce-reason': 'invalid-address', 'hard-bounces': 1, rejected: 0 },
      { 'bounce-reason': 'suppressed', 'hard-bounces': 0, rejected: 1 },
    ])
  })

  it('says what it means in words', async () => {
    const { columns } = await world.ask({
      type: 'metrics',
      metrics: ['open-rate', 'revenue'],
      countedBy: 'sent',
      engagement: 'machine',
      ...november,
    })
    expect(columns).toEqual([
      {
        metric: 'open-rate',
        title: 'Open rate',
        unit: 'ratio',
        definition:
          'Opened messages ÷ delivered messages. Of opens and clicks, those by machines (prefetch and scanner) count. Counted in the period in which the message was sent.',
        countedBy: 'sent',
      },
      {
        metric: 'revenue',
        title: 'Revenue',
        unit: 'money',
        definition:
          'What conversions brought in, before refunds. Counted in the period in which the message was sent.',
        countedBy: 'sent',
        currency: 'EUR',
      },
    ])
  })

  // Last, for it changes the tables.
  it('is the same when everything is stored twice', async () => {
    const ask = () =>
      Promise.all([
        world.ask({ type: 'metrics', metrics: [...metricNames], ...november }),
        world.ask({ type: 'metrics', metrics: [...metricNames], countedBy: 'sent', ...november }),
        world.ask({
          type: 'metrics',
          metrics: ['opens', 'unique-clicks'],
          by: ['device'],
          ...november,
        }),
      ])
    const before = await ask()
    await repeatAll(store)
    expect(await ask()).toEqual(before)
  })
})

describe('money', () => {
  it('is in one currency, and says what it leaves out', async () => {
    const world = worldIn(store, 'money')
    await world.tell(`
      2026-11-02 09:00 ann converted eur:1000
      09:00 ann converted usd:700
      09:00 bob converted usd:300
      09:00 bob refunded usd:100
    `)
    const ask = (over: Partial<MetricsAsked>) =>
      world.ask({
        type: 'metrics',
        metrics: ['revenue', 'average-order-value', 'conversions'],
        ...november,
        ...over,
      })
    const answer = await ask({})
    expect(valuesOf(answer)).toEqual([
      { revenue: 1000, 'average-order-value': 1000, conversions: 3 },
    ])
    expect(answer.notes).toEqual([
      '2 conversions and 1 refund in USD are not counted: the money here is in EUR.',
    ])
    const split = await ask({ by: ['currency'] })
    expect(valuesOf(split)).toEqual([
      { currency: 'EUR', revenue: 1000, 'average-order-value': 1000, conversions: 1 },
      { currency: 'USD', revenue: 1000, 'average-order-value': 500, conversions: 2 },
    ])
    expect(split.notes).toEqual([])
    const dollars = await ask({ where: { dimension: 'currency', is: ['USD'] } })
    expect(valuesOf(dollars)).toEqual([
      { revenue: 1000, 'average-order-value': 500, conversions: 2 },
    ])
    expect(dollars.columns[0]?.currency).toBe('USD')
    expect(dollars.notes).toEqual([])
  })
})

it('the adjusted open rate takes away delivered messages only', async () => {
  const world = worldIn(store, 'adjusted')
  await world.tell(`
    2026-11-02 09:00 ann/1 delivered
    09:00 bob/2 delivered
    09:00 cem/3 bounced hard:invalid-address
    09:01 ann/1 opened by:human
    09:01 bob/2 opened by:prefetch
    09:01 cem/3 opened by:scanner
  `)
  const { rows } = await world.ask({
    type: 'metrics',
    metrics: ['adjusted-open-rate'],
    ...november,
  })
  expect(rows[0]?.values['adjusted-open-rate']).toMatchObject({ numerator: 1, denominator: 1 })
})

describe('nothing', () => {
  it('is zero of a count and unknown of everything else', async () => {
    const world = worldIn(store, 'empty')
    const { rows } = await world.ask({ type: 'metrics', metrics: [...metricNames], ...november })
    const unknown = Object.entries(rows[0]?.values ?? {}).filter(([, { value }]) => value === null)
    expect(unknown.map(([metric]) => metric)).toEqual(
      metrics.filter((metric) => 'per' in metric || 'quantile' in metric).map(({ name }) => name),
    )
    const counts = Object.values(rows[0]?.values ?? {}).filter(({ value }) => value !== null)
    expect(new Set(counts.map(({ value }) => value))).toEqual(new Set([0]))
  })
})

it('a wait counted by sending ends with the first click of a group, also of several at one sending', async () => {
  const world = worldIn(store, 'first-wait')
  await world.tell(`
    2026-11-02 09:00 ann/1 sent
    09:00 ann/1 delivered
    12:00 ann/1 clicked by:human country:DE
    10:00 ann/1 clicked by:human country:DE
    11:00 ann/1 clicked by:human country:DE
  `)
  const { rows } = await world.ask({
    type: 'metrics',
    metrics: ['time-to-click-median'],
    countedBy: 'sent',
    by: ['country'],
    ...november,
  })
  expect(rows).toEqual([
    { by: { country: 'DE' }, values: { 'time-to-click-median': { value: 3_600_000 } } },
  ])
})

it('counts complaints that name no message by when they happened, and no other way', async () => {
  const world = worldIn(store, 'loose')
  await world.tell(`
    2026-11-02 09:00 ann complained
    09:00 ann complained
    09:00 bob/1 complained
  `)
  const asked = { type: 'metrics', metrics: ['complaints'], ...november } as const
  expect(valuesOf(await world.ask({ ...asked, metrics: ['complaints'] }))).toEqual([
    { complaints: 3 },
  ])
  expect(
    valuesOf(await world.ask({ ...asked, metrics: ['complaints'], countedBy: 'sent' })),
  ).toEqual([{ complaints: 1 }])
  expect(valuesOf(await world.ask({ ...asked, metrics: ['complaints'], by: ['kind'] }))).toEqual([
    { kind: 'complained', complaints: 3 },
  ])
})
