import type { Filter } from '@airgraph/domain/filter.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { changing, openEngine, scopeOf, total, worldIn } from './testing.ts'
import { planOf } from './plan.ts'

let store: EventStore
beforeAll(async () => {
  store = await openEngine()
})
afterAll(() => store[Symbol.asyncDispose]())

const workspace = 'by class'
const story = `
  2026-11-10 09:00 ann/m1 sent
  2026-11-10 10:00 ann/m1 opened by:human
  2026-11-10 10:01 ann/m1 opened by:human
  2026-11-10 10:02 ann/m1 clicked by:human
  2026-11-10 10:00 ben/m2 opened by:prefetch
  2026-11-10 10:00 ben/m2 clicked by:scanner
  2026-11-11 10:00 eve/m3 opened by:proxy`
const unjudged = '2026-11-11 10:00 eve/m3 opened'

const question = {
  type: 'metrics',
  metrics: ['opens', 'clicks'],
  by: ['engagement'],
  orderBy: 'opens',
  from: '2026-11-01',
  to: '2026-12-01',
} as const
const notMachines: Filter = { not: { dimension: 'engagement', is: ['prefetch', 'scanner'] } }

const asked = [
  [
    { ...question, engagement: 'all' },
    'human 2 1, unjudged 1 0, prefetch 1 0, proxy 1 0, scanner 0 1',
  ],
  [{ ...question, engagement: 'machine' }, 'prefetch 1 0, scanner 0 1'],
  [{ ...question, engagement: 'all', where: notMachines }, 'human 2 1, unjudged 1 0, proxy 1 0'],
  [
    { ...question, engagement: 'all', by: ['engagement', 'hour'] },
    'human 2 1, unjudged 1 0, prefetch 1 0, proxy 1 0, scanner 0 1',
  ],
  [{ ...question, engagement: 'all', by: [], where: notMachines }, 'all 4 1'],
] as const

it('opens and clicks by class are the same from totals, from facts, and from both', async () => {
  const world = worldIn(store, workspace)
  await world.tell(story)
  await world.tell(unjudged, { engagement: null })
  const told = async () => {
    const days = await changing(store, workspace)
    return Promise.all(
      asked.map(async ([of]) => {
        const answer = await world.ask(
          { ...of, metrics: [...of.metrics], by: [...of.by] },
          { changing: days },
        )
        return answer.rows
          .map(({ by, values: { opens, clicks } }) => {
            const named = by['engagement'] ?? 'all'
            return `${named || 'unjudged'} ${opens?.value} ${clicks?.value}`
          })
          .join(', ')
      }),
    )
  }
  const expected = asked.map(([, answer]) => answer)
  expect(await told()).toEqual(expected)
  await total(store, workspace)
  expect(await told()).toEqual(expected)
  await world.tell('2026-11-12 10:00 ann/m1 opened by:human')
  const more = expected.map((answer) =>
    answer.replace('human 2', 'human 3').replace('all 4', 'all 5'),
  )
  expect(await told()).toEqual(more)
  await total(store, workspace)
  expect(await told()).toEqual(more)
})

it('are read from totals, unless something else is asked that they do not have', () => {
  const scope = scopeOf(workspace, { changing: { happened: [], sent: [] } })
  const rests = (over: object) =>
    planOf(
      { ...question, engagement: 'all', limit: 10, countedBy: 'happened', ...over } as never,
      scope,
    ).changing !== null
  expect(rests({})).toBe(true)
  expect(rests({ by: ['campaign', 'engagement'] })).toBe(true)
  expect(rests({ by: ['engagement', 'device'] })).toBe(false)
  expect(rests({ metrics: ['opens', 'unique-opens'] })).toBe(false)
  expect(rests({ by: ['campaign'], metrics: ['sent'] })).toBe(true)
})
