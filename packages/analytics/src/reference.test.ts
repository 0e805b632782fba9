import type { MetricsAnswer } from '@airgraph/domain/answer.ts'
import type { MailEvent } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { metricNames, MetricsQuestion } from '@airgraph/domain/question.ts'
import { sql, str } from '@airgraph/sql/sql.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compile } from './compile.ts'
import {
  addDays,
  dimension,
  eventOf,
  filter,
  happening,
  type Happening,
  oneOf,
  type Place,
  places,
} from './testing-happenings.ts'
import { clockIn, reference, valueOf } from './testing-reference.ts'
import type { Scope } from './scope.ts'
import { archivesIn, askIn, changing, fold, openEngine, scopeOf, total } from './testing.ts'

let store: EventStore
beforeAll(async () => {
  store = await openEngine()
})
afterAll(() => store[Symbol.asyncDispose]())

const asking = fc.record({
  metrics: fc.uniqueArray(oneOf(...metricNames), { minLength: 4, maxLength: 12 }),
  countedBy: oneOf('sent', 'happened'),
  engagement: oneOf('human', 'machine', 'all', 'proxy'),
  by: fc.uniqueArray(dimension, { maxLength: 3 }),
  where: fc.option(filter, { nil: undefined }),
  limit: oneOf(1, 2, 100, 10_000),
  begins: fc.integer({ min: -3, max: 0 }),
  days: fc.integer({ min: 1, max: 5 }),
  daily: fc.boolean(),
  compared: fc.boolean(),
})
type Asking = typeof asking extends fc.Arbitrary<infer T> ? T : never

/** With those of the metrics that can be known by what it splits and filters by. */
function questionOf(asked: Asking, { zone, day }: Place): MetricsQuestion | null {
  const { begins, days, daily, compared, where, metrics, ...rest } = asked
  const question = (some: readonly string[]) =>
    MetricsQuestion.parse({
      ...rest,
      type: 'metrics',
      metrics: some,
      from: addDays(day, begins),
      to: addDays(day, begins + days),
      timeZone: zone,
      ...(where && { where }),
      ...(daily && { grain: 'day' }),
      ...(compared && { compare: 'previous-period' }),
    })
  const known = metrics.filter((metric) => {
    try {
      return compile(question([metric]), scopeOf('any'))
    } catch (error) {
      if (error instanceof Failure) return false
      throw error
    }
  })
  return known.length === 0 ? null : question(known)
}

type Told = Record<string, Record<string, unknown>>
const rounded = (value: number | null | undefined) =>
  typeof value === 'number' ? Number(value.toPrecision(10)) : value

function told({ rows }: MetricsAnswer, question: MetricsQuestion, zone: string): Told {
  const clock = clockIn(zone)
  return Object.fromEntries(
    rows.map(({ at, by, other, values: measured }) => {
      const group = other ? 'other' : JSON.stringify(question.by.map((d) => by[d] ?? ''))
      const date = at === undefined ? '' : clock(Date.parse(at)).date
      if (at !== undefined) expect(clock(Date.parse(at) - 1).date < date).toBe(true)
      const numbers = Object.entries(measured).flatMap(([metric, { value, previous }]) => [
        [metric, rounded(value)],
        ...(question.compare ? [[`${metric} before`, rounded(previous)]] : []),
      ])
      return [`${group} ${date}`, Object.fromEntries(numbers)]
    }),
  )
}

/** As many days; no period here is a whole month. */
const daysBefore = (from: string, to: string) =>
  [addDays(from, -(Date.parse(to) - Date.parse(from)) / 86_400_000), from] as const

function expected(events: readonly MailEvent[], question: MetricsQuestion, zone: string): Told {
  const { namedIn, during, dateOf } = reference(events, question, zone)
  const { from, to } = question
  const named = question.by.length === 0 ? ['[]'] : namedIn(from, to)
  const [fromBefore, toBefore] = daysBefore(from, to)
  const now = during(named, from, to)
  const before = question.compare ? during(named, fromBefore, toBefore) : new Map()
  const rest = now.has('other') || before.has('other') ? ['other'] : []
  const length = (Date.parse(to) - Date.parse(from)) / 86_400_000
  const days = question.grain ? Array.from({ length }, (_, i) => addDays(from, i)) : ['']
  return Object.fromEntries(
    [...named, ...rest].flatMap((group) =>
      days.map((date, i) => {
        const on = (hits: ReturnType<typeof now.get>, day: string) =>
          (hits ?? []).filter((hit) => !question.grain || dateOf(hit) === day)
        const numbers = question.metrics.flatMap((metric) => [
          [metric, rounded(valueOf(metric, on(now.get(group), date)))],
          ...(question.compare
            ? [
                [
                  `${metric} before`,
                  rounded(valueOf(metric, on(before.get(group), addDays(fromBefore, i)))),
                ],
              ]
            : []),
        ])
        return [`${group} ${date}`, Object.fromEntries(numbers)]
      }),
    ),
  )
}

let worlds = 0

/** Every answer is what somebody would say who goes through the events by hand. */
async function check(
  { workspace, place, questions }: Checked,
  all: readonly MailEvent[],
  over: Partial<Scope>,
  how: string,
) {
  for (const question of questions) {
    const answer = await askIn(store, question, scopeOf(workspace, over))
    expect({ how, question, rows: told(answer as MetricsAnswer, question, place.zone) }).toEqual({
      how,
      question,
      rows: expected(all, question, place.zone),
    })
  }
}

interface Checked {
  readonly workspace: string
  readonly place: Place
  readonly questions: readonly MetricsQuestion[]
}

async function remember(happenings: readonly Happening[], place: Place) {
  worlds += 1
  const workspace = `world-${worlds}`
  const events = happenings.map((said) => eventOf(said, place, workspace))
  await store.append(events)
  await fold(store)
  return { workspace, events }
}

/** A world takes a second or two, and fifteen beside other work. */
const ofABusyMachine = 240_000

it(
  'answers as somebody would who goes through the events by hand',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.array(happening, { minLength: 10, maxLength: 60, size: 'max' }),
        fc.array(happening, { minLength: 1, maxLength: 6 }),
        fc.array(asking, { minLength: 4, maxLength: 4 }),
        async (place, happenings, lately, askings) => {
          const { workspace, events } = await remember(happenings, place)
          const questions = askings.flatMap((asked) => questionOf(asked, place) ?? [])
          const world = { workspace, place, questions }
          await check(world, events, {}, 'from the facts')
          await check(world, events, { changing: await total(store, workspace) }, 'from totals')
          const late = lately.map((said) => eventOf(said, place, workspace))
          await store.append(late)
          await fold(store)
          const all = [...events, ...late]
          await check(
            world,
            all,
            { changing: await changing(store, workspace) },
            'from totals and late facts',
          )
          await check(
            world,
            all,
            { changing: await total(store, workspace) },
            'from totals made again',
          )
        },
      ),
      { numRuns: 4, endOnFailure: true },
    )
  },
  ofABusyMachine,
)

it(
  'answers the same where months are archived, events come late or again, and months are put back',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.array(happening, { minLength: 10, maxLength: 60, size: 'max' }),
        fc.array(happening, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.boolean()),
        fc.array(asking, { minLength: 2, maxLength: 2 }),
        async (place, happenings, lately, chances, askings) => {
          const { workspace, events } = await remember(happenings, place)
          const questions = askings.flatMap((asked) => questionOf(asked, place) ?? [])
          const world = { workspace, place, questions }
          const archives = archivesIn(store, workspace)
          const chance = () => chances.next().value === true
          const known = [...events]
          const checked = async (how: string) => {
            const archived = archives.months()
            if (chance()) return check(world, known, { archived }, `${how}, from the facts`)
            const changed = await changing(store, workspace)
            return check(
              world,
              known,
              { archived, changing: changed },
              `${how}, from totals and facts`,
            )
          }
          await archives.total()
          const months = [
            ...new Set(events.map(({ occurredAt }) => occurredAt.toISOString().slice(0, 7))),
          ].toSorted()
          for (const month of months) if (chance()) await archives.archive(month)
          await checked('archived')
          if (chance()) await archives.discard()

          const late = lately.map((said) => eventOf(said, place, workspace))
          const again = events.filter(() => chance() && chance() && chance())
          const moved = again.map((one) => ({
            ...one,
            occurredAt: new Date(Date.parse(place.day)),
          }))
          await store.append([...late, ...again, ...moved].filter(chance))
          known.push(...(await appended(workspace, known, late)))
          await archives.fold()
          await checked('late')
          await archives.discard()
          await archives.total()
          await checked('totalled again')

          for (const month of months) if (chance()) await archives.archive(month)
          await archives.discard()
          await checked('discarded again')
          for (const { month } of archives.live) if (chance()) await archives.restore(month)
          await checked('put back')
        },
      ),
      { numRuns: 1, endOnFailure: true },
    )
  },
  ofABusyMachine,
)

/** Those of some that are in the log. */
async function appended(
  workspace: string,
  known: readonly MailEvent[],
  late: readonly MailEvent[],
) {
  const { rows } = await store.query(
    sql`SELECT DISTINCT toString(event_id) AS id FROM recent_events WHERE workspace_id = ${str(workspace)}`,
  )
  const ids = new Set(rows.map((row) => row['id']))
  const before = new Set(known.map(({ eventId }) => eventId))
  return late.filter(({ eventId }) => ids.has(eventId) && !before.has(eventId))
}
