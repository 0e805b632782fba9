import type { FunnelAnswer } from '@airgraph/domain/answer.ts'
import type { MailEvent } from '@airgraph/domain/event.ts'
import { FunnelQuestion, type FunnelStep, funnelSteps } from '@airgraph/domain/question.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { funnelReference } from './testing-funnel-reference.ts'
import {
  addDays,
  contacts,
  eventOf,
  happening,
  messageDimension,
  messageFilter,
  oneOf,
  type Place,
  places,
} from './testing-happenings.ts'
import { archivesIn, askIn, fold, openEngine, scopeOf } from './testing.ts'

let store: EventStore
beforeAll(async () => {
  store = await openEngine()
})
afterAll(() => store[Symbol.asyncDispose]())

/** So few people and messages that some come far. */
const stepping = fc
  .tuple(
    happening,
    fc.record({
      kind: oneOf(...funnelSteps, 'delivered', 'opened', 'clicked', 'converted', 'bounced'),
      halfHours: fc.integer({ min: -2 * 48, max: 3 * 48 }),
      contactId: oneOf(...contacts.slice(0, 2), null),
      messageId: oneOf('m1', 'm1', 'm2', 'm2', 'm3', null),
    }),
  )
  .map(([anything, step]) => ({ ...anything, ...step }))

const begins: readonly FunnelStep[] = ['sent', 'delivered', 'opened', 'clicked', 'replied']
/** Most often as the page asks it. */
const steps = fc.oneof(
  fc.constant(['sent', 'delivered', 'opened', 'clicked', 'converted'] as const),
  fc
    .shuffledSubarray([...funnelSteps], { minLength: 2 })
    .filter(([first]) => first !== undefined && begins.includes(first)),
)
const asking = fc.record({
  steps,
  withinHours: oneOf(0.5, 24, 168, 24 * 60),
  engagement: oneOf('human', 'human', 'machine', 'all', 'all', 'proxy'),
  by: fc.uniqueArray(messageDimension, { maxLength: 1 }),
  where: fc.option(messageFilter, { nil: undefined }),
  limit: oneOf(1, 2, 20),
  begins: fc.integer({ min: -3, max: -1 }),
  days: fc.integer({ min: 2, max: 6 }),
})
type Asking = typeof asking extends fc.Arbitrary<infer T> ? T : never

function questionOf({ begins: from, days, where, ...rest }: Asking, { zone, day }: Place) {
  return FunnelQuestion.parse({
    ...rest,
    type: 'funnel',
    from: addDays(day, from),
    to: addDays(day, from + days),
    timeZone: zone,
    ...(where && { where }),
  })
}

const told = ({ groups }: FunnelAnswer) =>
  Object.fromEntries(
    groups.map(({ by, other, steps: taken }) => [
      other ? 'other' : `is ${Object.values(by).join()}`,
      taken.map(({ step, count, medianTime }) => [step, count, medianTime]),
    ]),
  )

let worlds = 0
const ofABusyMachine = 240_000

it(
  'counts a funnel as somebody would who follows each message, also late and out of files',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.array(stepping, { minLength: 40, maxLength: 120, size: 'max' }),
        fc.array(stepping, { minLength: 1, maxLength: 6 }),
        fc.array(asking, { minLength: 4, maxLength: 4 }),
        async (place, happenings, lately, askings) => {
          worlds += 1
          const workspace = `funnels-${worlds}`
          const archives = archivesIn(store, workspace)
          const check = async (events: readonly MailEvent[], how: string) => {
            for (const asked of askings) {
              const question = questionOf(asked, place)
              const scope = scopeOf(workspace, { archived: archives.months() })
              const answer = (await askIn(store, question, scope)) as FunnelAnswer
              const expected = funnelReference(events, question, place.zone)
              expect({ how, question, groups: told(answer) }).toEqual({
                how,
                question,
                groups: expected,
              })
            }
          }
          const events = happenings.map((said) => eventOf(said, place, workspace))
          await store.append(events)
          await fold(store)
          await check(events, 'at once')
          await archives.archive(place.day.slice(0, 7))
          await archives.discard()
          const late = lately.map((said) => eventOf(said, place, workspace))
          await store.append(late)
          await archives.fold()
          await check([...events, ...late], 'late, beside an archived month')
        },
      ),
      { numRuns: 4, endOnFailure: true },
    )
  },
  ofABusyMachine,
)
