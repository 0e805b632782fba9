import type { FunnelAnswer, Measured } from '@airgraph/domain/answer.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { FunnelQuestion, FunnelStep } from '@airgraph/domain/question.ts'
import { ratio } from '@airgraph/domain/units.ts'
import { dimensionsIn, levelOf } from './dimensions.ts'
import { inWords } from './engagement.ts'
import { funnelGroups, funnelSql } from './funnel-sql.ts'
import { readPeriod, zoneOf } from './period.ts'
import { type Compiled, provenance, type Row, type Scope } from './scope.ts'
import { wilson } from './wilson.ts'

type Group = FunnelAnswer['groups'][number]

/** Others happen to a contact: many messages may lead to the same one. */
const ofAMessage: readonly FunnelStep[] = ['sent', 'delivered', 'opened', 'clicked', 'replied']

function firstStep({ steps }: FunnelQuestion): FunnelStep {
  const [first] = steps
  if (first === undefined || !ofAMessage.includes(first))
    throw new Failure(
      'invalid',
      `A funnel begins with something that happens to a message: ${ofAMessage.join(', ')}.`,
    )
  return first
}

function refuse({ steps, by, where }: FunnelQuestion) {
  const twice = steps.find((step, i) => steps.indexOf(step) !== i)
  if (twice !== undefined)
    throw new Failure('invalid', `A funnel has each step once, but “${twice}” is in it twice.`)
  const unknown = [...by, ...dimensionsIn(where)].find((d) => levelOf(d) === 'event')
  if (unknown !== undefined)
    throw new Failure(
      'invalid',
      `A funnel cannot be split or filtered by ${unknown}, which a message does not have. ` +
        `Use campaign, stream, mailbox-provider, source, hour, weekday or a property.`,
    )
}

function share(part: number, whole: number): Measured {
  return { value: ratio(part, whole), ...wilson(part, whole), numerator: part, denominator: whole }
}

const stepsOf = ({ steps }: FunnelQuestion, row: Row): Group['steps'] => {
  const count = (i: number) => Number(row[`count_${i}`] ?? 0)
  const median = (i: number) => row[`median_${i}`]
  return steps.map((step, i) => ({
    step,
    count: count(i),
    fromPrevious: share(count(i), count(Math.max(i - 1, 0))),
    fromFirst: share(count(i), count(0)),
    medianTime: i === 0 || count(i) === 0 ? null : Number(median(i)),
  }))
}

const groupsOf = (asked: FunnelQuestion, rows: readonly Row[]): Group[] => {
  const [by] = asked.by
  if (by === undefined) return [{ by: {}, steps: stepsOf(asked, rows[0] ?? {}) }]
  return rows
    .map((row) =>
      row['other'] === 1
        ? { by: {}, other: true as const, steps: stepsOf(asked, row) }
        : { by: { [by]: String(row['d0']) }, steps: stepsOf(asked, row) },
    )
    .toSorted((a, b) => rankOf(a) - rankOf(b) || nameOf(a).localeCompare(nameOf(b)))
}

const rankOf = (group: Group) => ('other' in group ? Infinity : -(group.steps[0]?.count ?? 0))
const nameOf = (group: Group) => Object.values(group.by).join()

const definition = ({ steps, withinHours, engagement }: FunnelQuestion) =>
  `Messages that were ${steps[0]} in the period, and how far each came: every step after the one before, ` +
  `and within ${withinHours} hours of the first. Visits and conversions that name no message are joined by contact. ` +
  inWords(engagement)

export function compileFunnel(asked: FunnelQuestion, scope: Scope): Compiled<FunnelAnswer> {
  const first = firstStep(asked)
  refuse(asked)
  const period = readPeriod(asked, zoneOf(asked, scope))
  const plan = { question: asked, scope, period, first }
  return {
    statements: { funnel: funnelSql(plan, funnelGroups(plan)) },
    decode({ funnel = [] }, run) {
      const groups = groupsOf(asked, funnel)
      const notes = groups.some((group) => group.other)
        ? [`Groups beyond the first ${asked.limit} by messages are together in “other”.`]
        : []
      return { type: 'funnel', definition: definition(asked), groups, ...provenance(run, notes) }
    },
  }
}
