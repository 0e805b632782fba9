import { Failure } from '@airgraph/domain/failure.ts'
import { type Dimension, dimensions } from '@airgraph/domain/filter.ts'
import { type Asked, countings, metricNames, Question } from '@airgraph/domain/question.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { openEngine, scopeOf, type World, worldIn } from './testing.ts'

let store: EventStore
let world: World
beforeAll(async () => {
  store = await openEngine()
  world = worldIn(store, 'walk')
  await world.tell(`
    2026-11-02 09:00 ann/m1 sent in:autumn at:gmail plan=pro
    09:01 ann/m1 delivered
    10:00 ann/m1 opened on:mobile country:DE client:Gmail
    10:05 ann/m1 clicked link:https://a.example/ on:mobile
    11:00 ann converted eur:1000 name:order
  `)
})
afterAll(() => store[Symbol.asyncDispose]())

const all: readonly Dimension[] = [...dimensions, 'property:plan']
const range = { from: '2026-11-01', to: '2026-11-05' }

/** Whatever is asked compiles or is refused with a sentence: the engine never has to say no. */
function isKnown(question: Asked): boolean {
  try {
    compile(Question.parse(question), scopeOf('walk'))
    return true
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    expect(error.code).toBe('invalid')
    expect(error.message).toMatch(/^[A-Z“].*\.$/)
    return false
  }
}

describe.each(countings)('counted by when it was %s', (countedBy) => {
  const asked = { type: 'metrics', countedBy, ...range } as const

  it('answers every metric at once', async () => {
    const metrics = [...metricNames]
    const whole = await world.ask({ ...asked, metrics })
    expect(whole.rows).toHaveLength(1)
    const days = await world.ask({ ...asked, metrics, grain: 'day', compare: 'previous-year' })
    expect(days.rows).toHaveLength(4)
  })

  it.each(all)('splits and filters what can be known by %s', async (dimension) => {
    const metrics = metricNames.filter((metric) =>
      isKnown({ ...asked, metrics: [metric], by: [dimension] }),
    )
    const where = { not: { dimension, is: ['x'] } }
    const split = await world.ask({
      ...asked,
      metrics,
      by: [dimension],
      where,
      grain: 'day',
      limit: 1,
    })
    expect(split.columns.map(({ metric }) => metric)).toEqual(metrics)
    const filtered = await world.ask({ ...asked, metrics, where, compare: 'previous-period' })
    expect(filtered.rows).toHaveLength(1)
  })
})
