import type { Filter } from '@airgraph/domain/filter.ts'
import type { Question } from '@airgraph/domain/question.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { archivesIn, askIn, openEngine, scopeOf, worldIn } from './testing.ts'

let store: EventStore
beforeAll(async () => {
  store = await openEngine()
})
afterAll(() => store[Symbol.asyncDispose]())

/** Each half asks the same of a property, which the engine works out once. */
const twice: Filter = {
  all: [
    { dimension: 'property:plan', contains: 'p' },
    {
      any: [
        { dimension: 'property:plan', is: ['pro'] },
        { dimension: 'mailbox-provider', is: ['gmail'] },
      ],
    },
  ],
}
const april = { from: '2026-04-01', to: '2026-05-01', timeZone: 'UTC', where: twice }

it.each<readonly [string, Question | object]>([
  ['metrics', { type: 'metrics', metrics: ['delivered', 'opens'], ...april }],
  ['a funnel', { type: 'funnel', steps: ['delivered', 'opened'], withinHours: 24, ...april }],
])('a property that a filter asks for twice is found in files too: %s', async (name, question) => {
  const workspace = `twice-${name.at(-1)}`
  const world = worldIn(store, workspace)
  await world.tell(`
    2026-04-02 09:00 ann/1 delivered in:big plan=pro
    09:30 ann/1 opened
    09:00 bob/2 delivered in:big plan=basic
  `)
  /** All but that it comes out of files. */
  const asked = async (archived = {}) => {
    const {
      notes: _,
      cold: __,
      ...answer
    } = (await askIn(
      store,
      question as Question,
      scopeOf(workspace, archived),
    )) as unknown as Readonly<Record<string, unknown>>
    return answer
  }
  const hot = await asked()
  const archives = archivesIn(store, workspace)
  await archives.archive('2026-04')
  await archives.discard()
  expect(await asked({ archived: archives.months() })).toEqual(hot)
})
