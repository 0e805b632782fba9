import { type Dimension, dimensions } from '@airgraph/domain/filter.ts'
import { type Asked, countings, metricNames, Question } from '@airgraph/domain/question.ts'
import { render, sql } from '@airgraph/sql/sql.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { contactNamed, openEngine, scopeOf, worldIn } from './testing.ts'

const range = { from: '2026-11-01', to: '2026-12-01' }
const byEvents = ['opens', 'unique-clicks', 'clicks', 'time-to-click-p90'] as const
const hostile = `'; DROP TABLE events -- \\' {p0: String} \u0000 \u{1F600} ") OR 1 = 1`

/** One of every shape that a question can have. */
const shapes: readonly Asked[] = [
  ...countings.flatMap((countedBy): Asked[] => [
    { type: 'metrics', metrics: [...metricNames], countedBy, ...range },
    {
      type: 'metrics',
      metrics: [...metricNames],
      countedBy,
      ...range,
      by: ['campaign', 'hour'],
      grain: 'week',
      compare: 'previous-year',
      limit: 1,
    },
    {
      type: 'metrics',
      metrics: ['opens', 'revenue'],
      countedBy,
      ...range,
      by: [`property:${hostile}`],
      where: { dimension: 'property:plan', is: [hostile] },
    },
    {
      type: 'metrics',
      metrics: ['opens', 'clicks'],
      countedBy,
      ...range,
      by: ['engagement', 'campaign'],
      engagement: 'all',
      where: { not: { dimension: 'engagement', is: [hostile] } },
    },
    {
      type: 'metrics',
      metrics: [...byEvents],
      countedBy,
      ...range,
      by: ['device', 'campaign', 'property:plan'],
      compare: 'previous-period',
      grain: 'day',
      orderBy: 'time-to-click-p90',
      limit: 1,
    },
  ]),
  ...(['sent', 'opened'] as const).flatMap((first): Asked[] => [
    { type: 'funnel', steps: [first, 'clicked', 'visited', 'converted'], ...range },
    {
      type: 'funnel',
      steps: [first, 'clicked', 'converted'],
      ...range,
      by: ['property:plan'],
      where: { dimension: 'campaign', contains: hostile },
    },
  ]),
  { type: 'journey', contact: 'ann' },
]

let store: EventStore
beforeAll(async () => {
  store = await openEngine()
  await worldIn(store, 'theirs').tell(`
    2026-11-02 09:00 ann/1 sent in:autumn plan=pro
    09:00 ann/1 delivered
    09:01 ann/1 opened on:mobile
    09:02 ann/1 clicked on:mobile link:x
    09:03 ann/1 visited
    09:04 ann/1 converted eur:100
    09:04 ann converted usd:100
    09:04 ann refunded usd:100
    09:04 ann complained
  `)
})
afterAll(() => store[Symbol.asyncDispose]())

const statementsOf = (question: Asked, workspace: string, totalled = false) => {
  const changing = { happened: ['2026-11-02', '2026-11-03'], sent: ['2026-11-02'] }
  const scope = scopeOf(workspace, {
    contactId: contactNamed('ann'),
    ...(totalled && { changing }),
  })
  return Object.values(compile(Question.parse(question), scope).statements)
}

describe.each(shapes.map((shape) => [JSON.stringify(shape), shape] as const))('%s', (_, shape) => {
  it('reads no table but through its workspace', () => {
    for (const statement of [
      ...statementsOf(shape, 'ours'),
      ...statementsOf(shape, 'ours', true),
    ]) {
      const { text, params } = render(statement)
      const tables = [
        ...text.matchAll(
          /\b(?:FROM|JOIN)\s+(?:events|facts|day_totals|days|contact_days|recent_events|folding)\b(.*)/g,
        ),
      ]
      expect(tables.length).toBeGreaterThan(0)
      for (const [, rest = ''] of tables) {
        const scoped =
          /^ WHERE workspace_id = \{(p\d+): String\} AND (?:deleted = 0|1) AND \(/.exec(rest)
        expect(params[scoped?.[1] ?? '']).toBe('ours')
      }
    }
  })

  it('reads what is archived through its workspace, too', () => {
    const at = { type: 'String', value: 'a file' }
    const file = sql`(SELECT * FROM file(${at}))`
    const archived = ['2026-10', '2026-11'].map((month) => ({
      month,
      archiveId: `00000000-0000-4000-8000-0000${month.replace('-', '')}00`,
      events: file,
      facts: file,
    }))
    const scope = scopeOf('ours', { contactId: contactNamed('ann'), archived })
    for (const statement of Object.values(compile(Question.parse(shape), scope).statements)) {
      const { text, params } = render(statement)
      const tables = [
        ...text.matchAll(
          /\bFROM\s+(?:events|facts|thawed|\(SELECT \* FROM file\(\{p\d+: String\}\)\))\s(.*)/g,
        ),
      ]
      expect(tables.length).toBeGreaterThan(2)
      for (const [, rest = ''] of tables)
        expect(params[/^WHERE workspace_id = \{(p\d+): String\}/.exec(rest)?.[1] ?? '']).toBe(
          'ours',
        )
    }
  })

  it('finds nothing of another workspace', async () => {
    const numbers = async (workspace: string) => {
      const rows = []
      for (const statement of statementsOf(shape, workspace))
        rows.push(...(await store.query(statement)).rows)
      return rows.filter((row) =>
        Object.values(row).some((value) => typeof value === 'number' && value > 0),
      )
    }
    expect(await numbers('ours')).toEqual([])
    if (!JSON.stringify(shape).includes('DROP TABLE'))
      expect(await numbers('theirs')).not.toEqual([])
  })

  it('keeps every value out of the text', () => {
    for (const statement of statementsOf(shape, hostile)) {
      const { text, params } = render(statement)
      expect(text).not.toContain('DROP TABLE')
      expect(Object.values(params)).toContain(hostile)
    }
  })
})

describe('hostile words', () => {
  it('find what is called that, and harm nothing', async () => {
    const world = worldIn(store, hostile)
    await world.tell('2026-11-02 09:00 ann/1 clicked', {
      campaignId: hostile,
      url: hostile,
      properties: { [hostile]: hostile },
    })
    const named = [
      'campaign',
      'link',
      `property:${hostile}`,
    ] as const satisfies readonly Dimension[]
    for (const dimension of named)
      for (const filter of [
        { dimension, is: [hostile] },
        { dimension, contains: hostile },
      ]) {
        const { rows } = await world.ask({
          type: 'metrics',
          metrics: ['clicks'],
          ...range,
          by: [dimension],
          where: filter,
        })
        expect(rows).toEqual([{ by: { [dimension]: hostile }, values: { clicks: { value: 1 } } }])
      }
    expect(dimensions).toHaveLength(15)
  })
})
